/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.signs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A protocol other than SMTP, recognized by how its servers begin or how they answer octets that they do not understand.
 *
 * @param name   its name, for people
 * @param id     the id of the finding that names it
 * @param begins matches the beginning of its octets, in the form of the transcript
 */
public record Protocol(String name, String id, Pattern begins) {
    /** The id for protocols that have no finding of their own. */
    private static final String OTHER = "peer.other";

    /** One octet in the form of the transcript. */
    private static final String OCTET = "(?:\\\\x[0-9A-F]{2}|[^\\\\\n])";

    private static final List<Protocol> KNOWN = List.of(
            of("HTTP", "peer.http", "HTTP/|<!DOCTYPE|<HTML"),
            of("SSH", "peer.ssh", "SSH-"),
            of("ManageSieve", "peer.managesieve", "\"IMPLEMENTATION\""), // RFC 5804 §1.7
            of("PROXY", "peer.proxy", "PROXY "),
            // RFC 854: IAC and WILL, WON'T, DO or DON'T; FF FE before an octet and NUL is the byte order mark of UTF-16
            of("Telnet", "peer.telnet", "\\\\xFF\\\\xF[B-E](?!" + OCTET + "\\\\x00)"),
            of("Redis", OTHER, "-ERR (unknown command|wrong number of arguments|Protocol error)|-DENIED Redis|-NOAUTH"),
            of("IMAP", "peer.imap", "\\* (OK|PREAUTH|BYE)"),
            of("POP3", "peer.pop3", "\\+OK|-ERR"),
            of("FTP", "peer.ftp", greeting("220", "FTP|FTPD|vsFTPd|ProFTPD|FileZilla|Serv-U") + "|500 OOPS: "),
            of("LMTP", "peer.lmtp", greeting("220", "LMTP")), // RFC 2033: it knows LHLO instead of EHLO
            of("NNTP", "peer.nntp", greeting("20[01]", "NNTP|NNRP|InterNetNews|INN|news")), // RFC 3977 §5.1
            of("TLS", "peer.tls-port", "\\\\x1[56]\\\\x03"),
            of("SOCKS", OTHER, "\\\\x05\\\\x(00|01|FF)|\\\\x00[\\[\\]]|\\\\x00Z"), // RFC 1928 §3, and version 4
            // a length of three octets in little endian, of which nothing is read behind the first NUL, and the version
            // 10
            of(
                    "MySQL",
                    OTHER,
                    OCTET + "(?:\\\\x00\\z|" + OCTET + "?(?:\\\\x00\n?){2,3}(?:\\\\x0A|\\\\n|\n|\\\\xFF|\\z))"),
            of("VNC", OTHER, "RFB [0-9]{3}[.]"), // RFC 6143 §7.1.1
            of("rsync", OTHER, "@RSYNCD:"),
            of("AMQP", OTHER, "AMQP"),
            of("XMPP", OTHER, "<\\?xml|<stream:"), // RFC 6120 §4.2
            of("IRC", OTHER, ":[!-~]{1,80} (NOTICE|020|001) |NOTICE AUTH "));

    private static Protocol of(String name, String id, String begins) {
        return new Protocol(name, id, Pattern.compile("\\A(?:" + begins + ")", Pattern.CASE_INSENSITIVE));
    }

    /**
     * A greeting that names its protocol, or a program that speaks it: as a separate word, outside of host names, and not next
     * to SMTP.
     */
    private static String greeting(String codes, String words) {
        return codes + "[ -](?![^\n]{0,160}SMTP)(?:[^\n]{0,160}(?<![\\w.-]))?(?:" + words + ")(?!\\w|[.-]\\w)";
    }

    /**
     * Recognises a protocol by how its servers begin.
     *
     * @param opening the first octets, in the form of the transcript
     * @return the protocol, if they reveal one
     */
    public static Optional<Protocol> of(String opening) {
        String begins = opening.substring(emptyLines(opening));
        return KNOWN.stream().filter(each -> each.begins.matcher(begins).find()).findFirst();
    }

    /** How long the empty lines are with which it begins: whoever speaks may leave some before it does. */
    private static int emptyLines(String opening) {
        int at = 0;
        while (at < opening.length() && opening.charAt(at) == '\n') {
            at++;
        }
        return at;
    }

    /** A sentence about the service for which a port is registered, unless it is a mail service. */
    public static String registered(int port) {
        String service = switch (port) {
            case 21 -> "FTP";
            case 22 -> "SSH";
            case 23 -> "Telnet";
            case 53 -> "DNS";
            case 80, 8080 -> "HTTP";
            case 110 -> "POP3";
            case 143 -> "IMAP";
            case 389 -> "LDAP";
            case 443, 8443 -> "HTTPS";
            case 636 -> "LDAP inside TLS";
            case 853 -> "DNS inside TLS";
            case 993 -> "IMAP inside TLS";
            case 995 -> "POP3 inside TLS";
            case 1080 -> "SOCKS";
            case 3128 -> "HTTP proxies";
            case 3306 -> "MySQL";
            case 3389 -> "remote desktops";
            case 5432 -> "PostgreSQL";
            case 6379 -> "Redis";
            default -> "";
        };
        return service.isEmpty() ? "" : " Port " + port + " is usually used for " + service + ".";
    }
}
