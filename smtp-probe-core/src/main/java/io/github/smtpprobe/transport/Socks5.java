/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The client side of SOCKS version 5: the choice of a login method, the login, and CONNECT (RFC 1928, RFC 1929). All answers are
 * short and bounded.
 */
final class Socks5 {
    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int NO_LOGIN = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int NONE_ACCEPTABLE = 0xFF;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    private final ProxyAnswer answer;

    Socks5(ProxyAnswer answer) {
        this.answer = answer;
    }

    void connect(Destination where) throws IOException {
        boolean login = answer.proxy().password().isPresent();
        answer.ask(login ? new byte[] {VERSION, 2, NO_LOGIN, USER_AND_PASSWORD} : new byte[] {VERSION, 1, NO_LOGIN});
        version();
        method(answer.octet(), login);
        byte[] request = request(where);
        answer.ask(request);
        version();
        int reply = answer.octet();
        if (reply != 0) {
            throw refusal(reply, request[3]);
        }
        answer.octet(); // reserved
        bound(answer.octet());
    }

    private void version() throws IOException {
        int version = answer.octet();
        if (version != VERSION) {
            throw answer.foreign("what answers is not SOCKS5", new byte[] {(byte) version});
        }
    }

    private void method(int method, boolean login) throws IOException {
        if (method == NONE_ACCEPTABLE || (method == USER_AND_PASSWORD && !login)) {
            throw answer.failure(
                    Kind.LOGIN_WANTED,
                    login ? "it takes neither user name and password nor no login" : "it does not do without a login");
        }
        if (method == USER_AND_PASSWORD) {
            login();
        } else if (method != NO_LOGIN) {
            throw answer.failure(Kind.PROTOCOL, "it chose a way of login (" + method + ") that was not offered");
        }
    }

    private void login() throws IOException {
        byte[] user = answer.proxy().user().orElseThrow().getBytes(StandardCharsets.UTF_8);
        byte[] password = answer.proxy().password().orElseThrow().revealUtf8();
        byte[] octets = new byte[3 + user.length + password.length];
        octets[0] = LOGIN_VERSION;
        octets[1] = (byte) user.length;
        System.arraycopy(user, 0, octets, 2, user.length);
        octets[2 + user.length] = (byte) password.length;
        System.arraycopy(password, 0, octets, 3 + user.length, password.length);
        Arrays.fill(password, (byte) 0);
        try {
            answer.ask(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
        int version = answer.octet();
        if (version != LOGIN_VERSION && version != VERSION) { // some servers send the version of SOCKS here
            throw answer.foreign("its answer to the login is not SOCKS5", new byte[] {(byte) version});
        }
        int status = answer.octet();
        if (status != 0) {
            throw answer.failure(Kind.LOGIN_REFUSED, "it refuses the login (status " + status + ")");
        }
    }

    private static byte[] request(Destination where) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(VERSION);
        request.write(CONNECT);
        request.write(0);
        Optional<byte[]> address = where.address().map(each -> each.getAddress());
        if (address.isPresent()) {
            request.write(address.get().length == 4 ? IPV4 : IPV6);
            request.writeBytes(address.get());
        } else {
            byte[] name = where.name().getBytes(StandardCharsets.US_ASCII); // 253 octets at most
            request.write(NAME);
            request.write(name.length);
            request.writeBytes(name);
        }
        request.write(where.port() >> 8);
        request.write(where.port());
        return request.toByteArray();
    }

    /** Skips the address from which the proxy connects; only its length matters. */
    private void bound(int type) throws IOException {
        int length = switch (type) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> answer.octet();
            default ->
                throw answer.failure(
                        Kind.PROTOCOL, "its answer has an address of a type that does not exist (" + type + ")");
        };
        for (int i = 0; i < length + 2; i++) { // and the port
            answer.octet();
        }
    }

    /** What the address was sent as, and the alternative: a name that the proxy resolves, as with socks5h. */
    private static String otherType(int asked) {
        return switch (asked) {
            case NAME -> " to a host name, so let the name be resolved on this side (socks5, not socks5h)";
            case IPV6 -> " to an IPv6 address, so try IPv4, or let the proxy resolve the name (socks5h)";
            default -> " to an IPv4 address, so let the proxy resolve the name (socks5h)";
        };
    }

    /** A refusal (RFC 1928 §6). Dante replies 6 if its own connection times out. */
    private RoadFailure refusal(int reply, int asked) {
        Kind kind = switch (reply) {
            case 2 -> Kind.FORBIDDEN;
            case 5 -> Kind.TARGET_REFUSED;
            case 6 -> Kind.TARGET_TIMEOUT;
            default -> Kind.TARGET_UNREACHABLE;
        };
        String words = switch (reply) {
            case 1 -> "general failure";
            case 2 -> "not allowed by its rules";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "TTL expired";
            case 7 -> "CONNECT not supported";
            case 8 -> "type of address not supported";
            default -> "a number that means nothing";
        };
        return answer.failure(
                kind, "it answers \"" + words + "\" (" + reply + ")" + (reply == 8 ? otherType(asked) : ""));
    }
}
