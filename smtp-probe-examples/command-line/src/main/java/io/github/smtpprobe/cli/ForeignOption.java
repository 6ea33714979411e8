/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Options that people know from other programs, with their equivalents here. Hints contain only words of the table and nothing
 * that the user typed.
 */
final class ForeignOption {
    private static final String PROTOCOL = "--lmtp for LMTP, --tls for TLS, --hello-verb HELO for plain SMTP";
    private static final String XCLIENT = "--xclient, such as --xclient ADDR=192.0.2.7";
    private static final String PROXY = "--proxy-header, --proxy-header-source and --proxy-header-destination";

    /** The option without hyphens; the program that has it, and the equivalent here (empty if there is none). */
    private static final Map<String, Map.Entry<String, String>> ALL = table();

    private ForeignOption() {}

    private static Map<String, Map.Entry<String, String>> table() {
        Map<String, Map.Entry<String, String>> all = new LinkedHashMap<>();
        add(all, "swaks", "HOST", "server s");
        add(all, "swaks", "--mx", "copy-routing");
        add(all, "swaks", "--user (and --mechanism chooses how)", "auth a auth-optional ao auth-optional-strict aos");
        add(all, "swaks", "--user", "auth-user au");
        add(all, "swaks", "--password-env or --password-stdin", "auth-password ap");
        add(all, "swaks", "--quit-after", "quit q");
        add(all, "swaks", "", "drop-after da drop-after-send das auth-map am auth-extra ae local-port lp pipe");
        add(all, "swaks", "--tls starttls", "tls");
        add(all, "swaks", "--tls starttls-if-offered", "tls-optional tlso tls-optional-strict tlsos");
        add(all, "swaks", "--tls implicit-tls", "tls-on-connect tlsc");
        add(all, "swaks", "--tls-version", "tls-protocol tlsp");
        add(all, "swaks", "--sni", "tls-sni");
        add(all, "swaks", "--client-key", "tls-cert tls-key");
        add(all, "swaks", "--ca", "tls-ca-path tls-verify-ca");
        add(all, "swaks", "--ehlo", "helo lhlo");
        add(all, "swaks", "--header 'Name: value'", "add-header ah");
        add(all, "swaks", "--send with --header and --body", "data d");
        add(all, "swaks", "--attach FILE", "attach-name an attach-type at attach-body ab");
        add(all, "swaks", "--to with --header 'Cc: …'", "cc bcc");
        add(all, "swaks", "--deadline", "timeout");
        add(all, "swaks", "--source-address", "local-interface li");
        add(all, "swaks", PROTOCOL, "protocol");
        add(all, "swaks", "--pipelining", "pipeline");
        add(all, "swaks", "--unix-socket", "socket");
        add(all, "swaks", XCLIENT, "xclient-addr xclient-name xclient-port xclient-proto xclient-helo xclient-login");
        add(all, "swaks", PROXY, "proxy-version proxy-family proxy-source proxy-dest proxy-protocol");
        add(all, "curl", "HOST", "url");
        add(all, "curl", "--from", "mail-from");
        add(all, "curl", "--to", "mail-rcpt");
        add(all, "curl", "--send with --body @FILE", "upload-file T");
        add(all, "curl", "--inspect-invalid-certificate", "insecure k");
        add(all, "curl", "--tls starttls", "ssl-reqd");
        add(all, "curl", "--ca", "cacert");
        add(all, "curl", "--client-key", "cert E");
        add(all, "curl", "--deadline", "max-time m");
        add(all, "openssl", "HOST:PORT", "connect");
        add(all, "openssl", "--tls starttls", "starttls");
        add(all, "openssl", "--sni", "servername");
        return all;
    }

    private static void add(Map<String, Map.Entry<String, String>> all, String whose, String here, String names) {
        Arrays.stream(names.split(" ")).forEach(name -> all.putIfAbsent(name, Map.entry(whose, here)));
    }

    /**
     * The equivalent of an option of another program.
     *
     * @param argument that is no option here
     * @return a sentence; empty if it is of none that is known
     */
    static Optional<String> hint(String argument) {
        if (!argument.startsWith("-")) {
            return Optional.empty();
        }
        String name = argument.replaceFirst("^--?", "").replaceFirst("(?s)=.*", "");
        if (name.startsWith("h-") || name.startsWith("header-")) {
            return Optional.of("swaks' --h-NAME is --header 'NAME: value' here.");
        }
        String named = (argument.startsWith("--") ? "--" : "-") + name;
        return Optional.ofNullable(ALL.get(name)).map(each -> sentence(named, each.getKey(), each.getValue()));
    }

    private static String sentence(String named, String whose, String here) {
        String option = whose + (whose.endsWith("s") ? "' " : "'s ") + named;
        if (here.isEmpty()) {
            return option + " has no equivalent here.";
        }
        return option + " is " + here + (here.startsWith("HOST") ? " here, without an option." : " here.");
    }

    /**
     * Recognizes an option with several letters after a single hyphen, which would be read as an option of one letter with a
     * value: {@code -tls} as the recipient {@code ls}.
     *
     * @return what was meant; empty if there is none
     */
    static Optional<String> mistaken(Iterable<String> ours, String... arguments) {
        for (String argument : arguments) {
            if (argument.equals("--")) {
                break;
            }
            if (!argument.matches("-[a-zA-Z][a-zA-Z-]+")) {
                continue;
            }
            Optional<String> hint = hint(argument);
            if (hint.isPresent()) {
                return hint;
            }
            for (String option : ours) {
                if (option.equals("-" + argument)) {
                    return Optional.of("Options of several letters have two hyphens, such as " + option + ".");
                }
            }
        }
        return Optional.empty();
    }
}
