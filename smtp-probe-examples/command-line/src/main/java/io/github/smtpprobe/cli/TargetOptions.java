/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is probed, and how. */
final class TargetOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "HOST",
            description = "Server: a name, or an address such as 192.0.2.1 or [2001:db8::1].")
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
            description = "One of ${COMPLETION-CANDIDATES}; auto is implicit on 465 and starttls elsewhere.")
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
                    "Pose as another client by XCLIENT, such as ADDR=192.0.2.7, where the server offers it; repeatable.")
    private @Nullable Map<String, String> xclient;

    @Option(
            names = "--hello-verb",
            paramLabel = "VERB",
            description =
                    "Say hello by this verb alone, such as HELO, to find a fault. Without it: EHLO, or else HELO.")
    private @Nullable String helloVerb;

    @Option(
            names = "--ehlo",
            paramLabel = "NAME",
            description = "Name of this client in EHLO. Without it: the address of this client, as a literal.")
    private @Nullable String ehlo;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Limit of the whole probe (default: ${DEFAULT-VALUE}).")
    private double deadline;

    @Option(names = "--all", description = "Try every address of every host.")
    private boolean all;

    @Option(names = "-4", description = "IPv4 only.")
    private boolean four;

    @Option(names = "-6", description = "IPv6 only.")
    private boolean six;

    @Option(
            names = "--connect-to",
            paramLabel = "ADDRESS",
            description = "Connect to this address; names in TLS stay HOST's.")
    private @Nullable String connectTo;

    @Option(
            names = "--inspect-invalid-certificate",
            description = "Go on after a bad certificate, to look further; credentials are not sent then.")
    private boolean inspect;

    @Option(
            names = "--no-second-look",
            description = "Do not look again at a port that is silent or speaks another protocol.")
    private boolean once;

    @Option(
            names = "--reverse-names",
            description =
                    "Look up the reverse DNS names of the server and, if a reply tells its address, of this client.")
    private boolean reverse;

    /** The mail exchangers of a domain have a port, and take mail without a login. */
    boolean exchangers() {
        return domain != null;
    }

    /** Whether TLS is switched off. */
    boolean plain() {
        return tls == TlsChoice.PLAIN;
    }

    ProbeRequest.Builder request() {
        if (host != null && domain != null) {
            throw new IllegalArgumentException("HOST and --mx exclude each other");
        }
        if (domain != null && port != null) {
            throw new IllegalArgumentException("--port is for a server; mail exchangers listen on 25");
        }
        ProbeRequest.Builder request = target();
        tls.mode().ifPresent(request::tls);
        if (unoffered) {
            request.startTlsEvenIfNotOffered();
        }
        if (lmtp) {
            request.lmtp();
        }
        if (xclient != null) {
            request.xclient(xclient);
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
        return request.deadline(Duration.ofMillis(Math.round(deadline * 1000)));
    }

    private ProbeRequest.Builder target() {
        if (domain != null) {
            return ProbeRequest.toMxOf(domain);
        }
        if (host == null) {
            throw new IllegalArgumentException("HOST or --mx is missing");
        }
        return port == null ? ProbeRequest.to(host) : ProbeRequest.to(host, port);
    }
}
