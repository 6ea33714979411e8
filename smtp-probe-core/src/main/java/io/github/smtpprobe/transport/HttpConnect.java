/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The client side of CONNECT (RFC 9110 §9.3.6, RFC 9112). Only the status line and the header of a response are read: after the
 * header of a 2xx response, the octets are the server's, whatever lengths the header states, and the body of any other response
 * is not needed.
 */
final class HttpConnect {
    /**
     * The limit for the status lines and headers of an answer, including those of 1xx responses before it: proxies send a few
     * hundred octets, and themselves accept 8 KiB per line.
     */
    static final int MOST_OCTETS = 16 * 1024;

    private static final String BEGINNING = "HTTP/1.";
    /** Where the words of a status line begin. */
    private static final int WORDS = "HTTP/1.1 200 ".length();

    private static final String CHALLENGE = "proxy-authenticate:";

    private final ProxyAnswer answer;
    private int read;

    HttpConnect(ProxyAnswer answer) {
        this.answer = answer;
    }

    void connect(Destination where) throws IOException {
        byte[] request = request(where);
        try {
            answer.ask(request);
        } finally {
            Arrays.fill(request, (byte) 0); // it may contain the login
        }
        byte[] line = statusLine();
        int status = status(line);
        List<String> schemes = header();
        while (status / 100 == 1) { // any number of 1xx responses may precede the answer (RFC 9110 §15.2)
            line = statusLine();
            status = status(line);
            schemes = header();
        }
        if (status / 100 != 2) {
            throw refusal(status, reason(line), schemes);
        }
    }

    private byte[] request(Destination where) {
        String authority = authority(where);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n"));
        answer.proxy().password().ifPresent(password -> {
            byte[] user = answer.proxy().user().orElseThrow().getBytes(StandardCharsets.UTF_8);
            byte[] secret = password.revealUtf8();
            byte[] both = Arrays.copyOf(user, user.length + 1 + secret.length);
            both[user.length] = ':';
            System.arraycopy(secret, 0, both, user.length + 1, secret.length);
            request.writeBytes(ascii("Proxy-Authorization: Basic "));
            request.writeBytes(Base64.getEncoder().encode(both));
            request.writeBytes(ascii("\r\n"));
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(both, (byte) 0);
        });
        request.writeBytes(ascii("\r\n"));
        return request.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Host and port (RFC 3986 §3.2). A name consists of A-labels, so nothing else gets into the request. */
    private static String authority(Destination where) {
        String host = where.address()
                .map(address -> {
                    String text = withoutScope(AddressLiteral.text(address));
                    return address instanceof Inet6Address ? "[" + text + "]" : text;
                })
                .orElse(where.name());
        return host + ":" + where.port();
    }

    /** The proxy does not need to know which of our interfaces leads to the address. */
    private static String withoutScope(String address) {
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }

    /** The first line of an answer. Reading ends as soon as it cannot be one. */
    private byte[] statusLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = octet(); octet != '\n'; octet = octet()) {
            line.write(octet);
            boolean begins = line.size() > BEGINNING.length() || octet == BEGINNING.charAt(line.size() - 1);
            if (!begins) {
                throw foreign(line.toByteArray());
            }
        }
        return line.toByteArray();
    }

    private RoadFailure foreign(byte[] begun) {
        return answer.foreign("what answers is not HTTP", begun);
    }

    private int octet() throws IOException {
        if (++read > MOST_OCTETS) {
            throw answer.failure(Kind.LIMIT, "its answer has more than " + MOST_OCTETS + " octets of header");
        }
        return answer.octet();
    }

    /** The code in {@code HTTP/1.1 200 ...}; the words after it may be missing. */
    private int status(byte[] line) throws RoadFailure {
        String text = new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
        boolean formed = text.length() >= 12
                && text.startsWith(BEGINNING)
                && Ascii.digit(text.charAt(7))
                && text.charAt(8) == ' '
                && text.substring(9, 12).chars().allMatch(c -> Ascii.digit((char) c))
                && (text.length() == 12 || text.charAt(12) == ' ');
        int status = formed ? Integer.parseInt(text.substring(9, 12)) : 0;
        if (status < 100 || status > 599) {
            throw text.startsWith(BEGINNING)
                    ? answer.foreign("what answers gives no status that HTTP has", line)
                    : foreign(line);
        }
        return status;
    }

    private String reason(byte[] line) {
        int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return answer.shown(Arrays.copyOfRange(line, Math.min(end, WORDS), end)).strip();
    }

    /** Reads the header to its end. {@return the schemes of login that it offers} */
    private List<String> header() throws IOException {
        List<String> schemes = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int octet = octet();
            if (octet != '\n') {
                line.write(octet);
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            if (text.isEmpty()) {
                return schemes;
            }
            if (text.toLowerCase(Locale.ROOT).startsWith(CHALLENGE)) {
                schemes.add(scheme(text.substring(CHALLENGE.length()).strip()));
            }
            line.reset();
        }
    }

    /** The scheme, which is the first word of a challenge. */
    private String scheme(String challenge) {
        int end = 0;
        while (end < challenge.length() && challenge.charAt(end) != ' ' && challenge.charAt(end) != ',') {
            end++;
        }
        return answer.shown(challenge.substring(0, end).getBytes(StandardCharsets.ISO_8859_1));
    }

    private RoadFailure refusal(int status, String reason, List<String> schemes) {
        String says = "it answers " + status + (reason.isEmpty() ? "" : " (" + reason + ")");
        return switch (status) {
            case 401, 407 -> login(says, schemes); // tinyproxy answers 401 to a wrong password
            case 400, 404, 405, 501, 505 ->
                answer.failure(Kind.PROTOCOL, says + ", as a web server does that is no proxy");
            case 502, 503 -> answer.failure(Kind.TARGET_UNREACHABLE, says);
            case 504 -> answer.failure(Kind.TARGET_TIMEOUT, says);
            default -> answer.failure(refusal(status), says);
        };
    }

    private static Kind refusal(int status) {
        return switch (status / 100) {
            case 3 -> Kind.PROTOCOL;
            case 4 -> Kind.FORBIDDEN;
            default -> Kind.TARGET_UNREACHABLE;
        };
    }

    private RoadFailure login(String says, List<String> schemes) {
        boolean basic = schemes.isEmpty() || schemes.stream().anyMatch("Basic"::equalsIgnoreCase);
        String offers = schemes.isEmpty() ? "" : ", and offers " + String.join(", ", schemes);
        boolean given = answer.proxy().password().isPresent();
        return given && basic
                ? answer.failure(Kind.LOGIN_REFUSED, says + offers)
                : answer.failure(Kind.LOGIN_WANTED, says + offers + (given ? ", and not Basic" : ""));
    }
}
