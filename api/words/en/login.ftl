## Logging in
login-title = Log in
login-intro = For coordinators, drivers and members of the cooperative.
login-name = User name
login-password = Password
login-button = Log in
