/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.demo.Demo;
import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: parses, probes, shows. */
@Command(
        name = "smtp-probe",
        mixinStandardHelpOptions = true,
        version = "smtp-probe 0.1.0-SNAPSHOT",
        sortOptions = false,
        description = {
            "Tests an SMTP server end to end without sending mail, and says what to do about what it finds.",
            "Without HOST and --mx it runs a demo against servers of its own on this machine."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:passed: everything that was asked works",
            "1:failed",
            "2:the arguments are wrong",
            "3:inconclusive: a temporary refusal, a resolver that is down, trouble on this machine"
        })
public final class SmtpProbeCommand implements Callable<Integer> {
    private static final int USAGE = 2;

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
            description = "Port. Without: 587, 465, 2525 until one works.")
    private @Nullable Integer port;

    @Option(
            names = "--tls",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}; auto: implicit on 465, STARTTLS elsewhere.")
    private TlsChoice tls = TlsChoice.AUTO;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Log in. The password is asked for, unless one of the next two is given.")
    private @Nullable String user;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "Take the password from this environment variable.")
    private @Nullable String passwordEnv;

    @Option(names = "--password-stdin", description = "Take the password from the first line of standard input.")
    private boolean passwordStdin;

    @Option(names = "--token", description = "What is asked for is an OAuth 2.0 token, not a password.")
    private boolean token;

    @Option(
            names = "--mechanism",
            paramLabel = "NAME",
            description = "Use only this SASL mechanism; repeatable, in order of preference.")
    private @Nullable List<String> mechanisms;

    @Option(names = "--allow-cleartext-credentials", description = "Send credentials even without encryption.")
    private boolean cleartext;

    @Option(
            names = {"-f", "--from"},
            paramLabel = "MAILBOX",
            description = "Try MAIL FROM; <> is the null reverse-path. Nothing is sent.")
    private @Nullable String from;

    @Option(
            names = {"-t", "--to"},
            paramLabel = "MAILBOX",
            description = "Try RCPT TO; repeatable. Nothing is sent.")
    private @Nullable List<String> to;

    @Option(
            names = "--ehlo",
            paramLabel = "NAME",
            description = "Our name in EHLO. Without: our address, as a literal.")
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
            names = "--ca",
            paramLabel = "FILE",
            description = "Trust the certificates in this PEM file instead of the JDK's.")
    private @Nullable Path ca;

    @Option(
            names = "--inspect-invalid-certificate",
            description = "Go on after a bad certificate, to look further; credentials are not sent then.")
    private boolean inspect;

    @Option(names = "--json", description = "Print the report as JSON and nothing else.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as an HTML page too.")
    private @Nullable Path html;

    @Option(
            names = "--settings",
            description =
                    "Print what to paste into Spring Boot, Jakarta Mail, Simple Java Mail, nodemailer and Postfix.")
    private boolean settings;

    @Option(
            names = "--pseudonyms",
            description = "With --transcript: replace mailboxes, host names and addresses, for tickets.")
    private boolean pseudonyms;

    @Option(
            names = "--no-second-look",
            description = "Do not look again at a port that is silent or speaks another protocol.")
    private boolean once;

    @Option(names = "--transcript", description = "Print the transcript and nothing else.")
    private boolean transcript;

    @Spec
    private @Nullable CommandSpec spec;

    private SmtpProbeCommand() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs the command.
     *
     * @param out       for results
     * @param err       for what is wrong with the arguments
     * @param arguments see {@code --help}
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new SmtpProbeCommand())
                .addSubcommand(new ExplainCommand(System.in))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = command().getOut();
        boolean colour = AnsiTranscript.wanted(System.getenv(), Terminal.interactive());
        if (host == null && domain == null) {
            return new Demo(out, colour).run();
        }
        try {
            ProbeRequest request = request();
            SmtpProbe probe = SmtpProbe.builder().tlsSettings(tlsSettings()).build();
            boolean live = !json && !transcript;
            ProbeReport report =
                    live ? probe.call(request, new LiveDialogue(out, colour)).execute() : probe.probe(request);
            show(report, out);
            return switch (report.verdict()) {
                case PASSED -> 0;
                case FAILED -> 1;
                case INCONCLUSIVE -> 3;
            };
        } catch (InvalidRequest invalid) {
            invalid.problems().forEach(problem -> command().getErr().println("smtp-probe: " + problem));
            return USAGE;
        } catch (IllegalArgumentException | GeneralSecurityException wrong) {
            command().getErr().println("smtp-probe: " + wrong.getMessage());
            return USAGE;
        }
    }

    private void show(ProbeReport report, PrintWriter out) throws IOException {
        if (json) {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(report.asMap()));
        } else if (transcript) {
            out.print(pseudonyms ? report.transcript().pseudonymised() : report.transcript());
        } else {
            out.println();
            out.print(TextReport.render(report));
            if (settings) {
                out.print(ClientSettings.of(report)
                        .map(found -> "\n" + found)
                        .orElse("\nNothing worked, so there are no settings to advise.\n"));
            }
        }
        out.flush();
        if (html != null) {
            try {
                Files.writeString(html, HtmlReport.render(report));
            } catch (IOException unwritable) {
                throw new IllegalArgumentException("--html: the file cannot be written");
            }
        }
    }

    private ProbeRequest request() throws IOException {
        if (host != null && domain != null) {
            throw new IllegalArgumentException("HOST and --mx exclude each other");
        }
        ProbeRequest.Builder request = domain != null
                ? ProbeRequest.toMxOf(domain)
                : port != null ? ProbeRequest.to(host, port) : ProbeRequest.to(host);
        if (domain != null && port != null) {
            throw new IllegalArgumentException("--port is for a server; mail exchangers listen on 25");
        }
        if (domain != null && user != null) {
            throw new IllegalArgumentException("--user is for a server; mail exchangers take mail without a login");
        }
        tls.mode().ifPresent(request::tls);
        credentials(request);
        envelope(request);
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
        if (inspect) {
            request.inspectInvalidCertificate();
        }
        return request.deadline(Duration.ofMillis(Math.round(deadline * 1000))).build();
    }

    private void credentials(ProbeRequest.Builder request) throws IOException {
        if (user == null) {
            if (token || passwordStdin || passwordEnv != null || mechanisms != null) {
                throw new IllegalArgumentException("--user is missing");
            }
            return;
        }
        Secret secret = new SecretSource(System.getenv(), System.in)
                .read(passwordStdin, passwordEnv, token ? "token" : "password");
        request.credentials(token ? Credentials.bearer(user, left -> secret) : Credentials.password(user, secret));
        if (mechanisms != null) {
            request.mechanisms(mechanisms.toArray(new String[0]));
        }
        if (cleartext) {
            request.allowCleartextCredentials();
        }
    }

    private void envelope(ProbeRequest.Builder request) {
        String[] recipients = to == null ? new String[0] : to.toArray(new String[0]);
        if (from == null && recipients.length > 0) {
            throw new IllegalArgumentException("--to needs --from; --from '<>' is the null reverse-path");
        }
        if ("<>".equals(from)) {
            request.envelopeWithNullReversePath(recipients);
        } else if (from != null) {
            request.envelope(from, recipients);
        }
    }

    private TlsSettings tlsSettings() throws IOException, GeneralSecurityException {
        if (ca == null) {
            return TlsSettings.standard();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(ca)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), each);
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--ca: the file cannot be read");
        }
        if (store.size() == 0) {
            throw new IllegalArgumentException("--ca: the file holds no certificate");
        }
        return TlsSettings.builder().trustStore(store).build();
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not made this command");
        }
        return spec.commandLine();
    }
}
