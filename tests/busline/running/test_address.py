"""Where the API listens."""

import socket

import pytest

from busline.running.address import PortTaken, free_port, require_free, web_address


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8017"),
        ("0.0.0.0", "http://127.0.0.1:8017"),
        ("::", "http://[::1]:8017"),
        ("::1", "http://[::1]:8017"),
        ("bus.example.org", "http://bus.example.org:8017"),
    ],
)
def test_the_address_is_one_that_a_browser_here_can_open(host: str, address: str) -> None:
    assert web_address(host, 8017) == address


def test_a_taken_port_is_named_with_a_free_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"Port {port} on 127.0.0.1 .*--port") as refused:
            require_free("127.0.0.1", port, patience_s=0)
    assert "already in use" in refused.value.detail


def test_a_free_port_is_fine() -> None:
    require_free("127.0.0.1", free_port(), patience_s=0)


def test_a_host_that_is_not_of_this_machine_is_said() -> None:
    # 192.0.2.0/24 is kept for documentation: no machine has an address in it.
    with pytest.raises(PortTaken, match="cannot assign"):
        require_free("192.0.2.1", 8017, patience_s=0)
