/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to probe, and how. */
final class TargetOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "HOST",
            description = "Server: a name, or an address such as 192.0.2.1 or 2001:db8::1, with or without a port after"
                    + " it (mx.example.com:25, [2001:db8::1]:25); or a URL such as smtps://ada@mx.example.com (smtp, smtps,"
                    + " submission, submissions, lmtp); or mx:DOMAIN, as --mx.")
    private @Nullable String host;

    @Option(
            names = "--mx",
            paramLabel = "DOMAIN",
            description = "Probe the mail exchangers of a domain instead of one server.")
    private @Nullable String domain;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Port. Without it: 587, 465, 2525 until one works.")
    private @Nullable Integer port;

    @Option(
            names = "--tls",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "One of ${COMPLETION-CANDIDATES}; auto is implicit-tls on 465 and starttls elsewhere.")
    private TlsChoice tls = TlsChoice.AUTO;

    @Option(
            names = "--starttls-even-if-not-offered",
            description = "Send STARTTLS although the server does not offer it, which clients must not do.")
    private boolean unoffered;

    @Option(
            names = "--lmtp",
            description = "Speak LMTP, as servers with mailboxes do, instead of SMTP; needs --port, often 24.")
    private boolean lmtp;

    @Option(
            names = "--xclient",
            paramLabel = "NAME=VALUE",
            description =
                    "Pose as another client with XCLIENT, such as ADDR=192.0.2.7, where the server offers it; repeatable.")
    private @Nullable List<String> xclient;

    @Option(
            names = "--hello-verb",
            paramLabel = "VERB",
            description =
                    "Use only this verb for the hello, such as HELO, to find a fault. Without it: EHLO, or else HELO.")
    private @Nullable String helloVerb;

    @Option(
            names = {"--ehlo", "--helo"},
            paramLabel = "NAME",
            description = "Name of this client in EHLO. Without it: the address of this client, as a literal.")
    private @Nullable String ehlo;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "30",
            converter = TimeText.class,
            description = "Time limit of the whole probe, such as 10s, 500ms or 2 (default: ${DEFAULT-VALUE} seconds).")
    private Duration deadline = Duration.ofSeconds(30);

    @Option(names = "--all", description = "Try every address of every host.")
    private boolean all;

    @Option(names = "-4", description = "IPv4 only.")
    private boolean four;

    @Option(names = "-6", description = "IPv6 only.")
    private boolean six;

    @Option(
            names = "--connect-to",
            paramLabel = "ADDRESS",
            description = "Connect to this address; TLS still uses the name of HOST.")
    private @Nullable String connectTo;

    @Option(
            names = "--inspect-invalid-certificate",
            description = "Go on after a bad certificate, to find out more; credentials are not sent then.")
    private boolean inspect;

    @Option(
            names = "--no-second-look",
            description = "Do not connect a second time to a port that is silent or speaks another protocol.")
    private boolean once;

    @Option(
            names = "--reverse-names",
            description =
                    "Look up the reverse DNS names of the server and, if a reply states its address, of this client.")
    private boolean reverse;

    /**
     * The target.
     *
     * @param arguments all that were given
     * @throws IllegalArgumentException if that is not clear
     */
    GivenTarget given(List<String> arguments) {
        String server = host;
        if (domain != null) {
            if (server != null) {
                throw new IllegalArgumentException("HOST and --mx exclude each other");
            }
            return GivenTarget.exchangersOf(domain).with(port).with(tls);
        }
        if (server == null) {
            throw new IllegalArgumentException("HOST or --mx is missing");
        }
        boolean meant = port != null || arguments.contains("--");
        return GivenTarget.read(server, meant).with(port).with(tls);
    }

    /** Whether TLS is switched off. */
    boolean plain() {
        return tls == TlsChoice.PLAIN;
    }

    /** The client's name for EHLO, if one was given. */
    Optional<String> hello() {
        return Optional.ofNullable(ehlo);
    }

    ProbeRequest.Builder request(GivenTarget given) {
        ProbeRequest.Builder request = given.request();
        if (unoffered) {
            request.startTlsEvenIfNotOffered();
        }
        if (lmtp || given.lmtp()) {
            request.lmtp();
        }
        if (xclient != null) {
            request.xclient(attributes(xclient));
        }
        if (helloVerb != null) {
            request.helloVerb(helloVerb);
        }
        if (ehlo != null) {
            request.heloName(ehlo);
        }
        if (all) {
            request.coverage(Coverage.ALL);
        }
        if (four && six) {
            throw new IllegalArgumentException("-4 and -6 exclude each other");
        }
        if (four || six) {
            request.addressFamilies(four ? AddressFamilies.IPV4_ONLY : AddressFamilies.IPV6_ONLY);
        }
        if (connectTo != null) {
            request.connectTo(connectTo);
        }
        if (once) {
            request.withoutSecondLook();
        }
        if (reverse) {
            request.reverseNames();
        }
        if (inspect) {
            request.inspectInvalidCertificate();
        }
        return request.deadline(deadline);
    }

    /**
     * The attributes that tell a server about another client. One that is given twice is refused, since only the second value
     * would be sent.
     */
    private static Map<String, String> attributes(List<String> given) {
        Map<String, String> all = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String each : given) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--xclient does not take the value that was given; it takes NAME=VALUE");
            }
            if (!names.add(each.substring(0, equals))) {
                throw new IllegalArgumentException("--xclient was given more than once with the same NAME");
            }
            all.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return all;
    }
}
