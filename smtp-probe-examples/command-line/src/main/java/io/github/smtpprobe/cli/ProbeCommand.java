/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.LiveTranscript;
import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smtp-probe}: probes a server, or the mail exchangers of a domain, and shows the result. */
@Command(
        name = "smtp-probe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        description = {
            "Tests an SMTP server end to end without sending mail unless --send says so, and tells what to do about what it finds."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Passed: everything that was asked works.",
            "1:Failed, or passed with a finding that --fail-on covers.",
            "2:The arguments are wrong.",
            "3:Inconclusive: a temporary refusal, a resolver that is down, or trouble on this machine.",
            "130, 143:It was interrupted, or told to end; what was found until then is shown.",
            "nagios:With --format nagios 0 is OK, 1 WARNING, 2 CRITICAL and 3 UNKNOWN, also for wrong arguments."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  smtp-probe smtp.example.com -u ada@example.com",
            "  smtp-probe mx.example.com:25 -f ada@example.com -t bob@example.org",
            "  smtp-probe --mx example.com --all --html report.html",
            "  smtp-probe smtps://mx.example.com --format nagios -D 21,7",
            "  smtp-probe mx.example.com -p 25 -f a@example.com -t b@example.org --send",
            "",
            "@FILE stands for the arguments in a file, which are separated by blanks or line ends; a value with blanks is"
                    + " in quotes, and # begins a comment."
        })
final class ProbeCommand implements Callable<Integer> {
    static final int INTERRUPTED = 130;

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final ProxyHeaderOptions proxyHeader = new ProxyHeaderOptions();

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final ClientKeyOptions key = new ClientKeyOptions();

    @Mixin
    private final LoginOptions login = new LoginOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final EnvelopeOptions envelope = new EnvelopeOptions();

    @Mixin
    private final SendOptions message = new SendOptions();

    @Mixin
    private final StopOptions stop = new StopOptions();

    @Option(
            names = "--pipelining",
            description = "Send MAIL, RCPT, RSET and QUIT together where the server offers PIPELINING.")
    private boolean pipelining;

    @Mixin
    private final RoadOptions road = new RoadOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final RepeatOptions repeat = new RepeatOptions();

    @Mixin
    private final GeneralOptions general = new GeneralOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = command().getOut();
        try {
            return probe(out);
        } catch (InvalidRequest invalid) {
            RequestWords.of(invalid).forEach(each -> command().getErr().println("smtp-probe: " + each));
            return Misuse.EXIT_CODE;
        } catch (IllegalArgumentException wrong) {
            return Misuse.report(
                    "smtp-probe", String.valueOf(wrong.getMessage()), command().getErr());
        }
    }

    private int probe(PrintWriter out) {
        general.check(command().getParseResult().originalArgs());
        output.check();
        repeat.check(message.sends(), output.repeatable());
        TlsSettings.Builder settings = TlsSettings.builder();
        boolean offers = tls.addTo(settings);
        ProbeRequest request = request();
        SmtpProbe.Builder wiring = SmtpProbe.builder();
        if (key.addTo(settings) || offers) {
            wiring.tlsSettings(settings.build());
        }
        login.addTo(wiring);
        if (repeat.wanted()) {
            return new Repetition(wiring.build(), request, repeat, output).run(out);
        }
        Optional<LiveTranscript> live = output.live(out);
        live.ifPresent(wiring::listener);
        ProbeCall call = wiring.build().call(request);
        try (Interrupts interrupts = new Interrupts(call::cancel)) {
            ProbeReport report = report(call);
            int code = output.show(report, out);
            if (live.isPresent()) {
                Sent.words(report).ifPresent(out::println);
            }
            return interrupts.interrupted() ? INTERRUPTED : code;
        }
    }

    static ProbeReport report(ProbeCall call) {
        try {
            return call.execute();
        } catch (IllegalArgumentException fault) { // so that it is not reported as a fault of the arguments
            throw new IllegalStateException("a request that was built was refused", fault);
        }
    }

    private ProbeRequest request() {
        GivenTarget given = target.given(command().getParseResult().originalArgs());
        ProbeRequest.Builder request = target.request(given);
        given.user().ifPresent(login::user);
        login.check();
        if (given.exchangers() && login.given() != null) {
            throw new IllegalArgumentException(
                    login.given() + " is for a server; mail exchangers accept mail without a login");
        }
        key.check(login.readsStandardInput(), !target.plain());
        tls.check(!target.plain());
        stop.check(envelope, message.sends(), login.given() != null);
        message.check(envelope, login.readsStandardInput() || key.readsStandardInput());
        proxyHeader.addTo(request);
        trust.addTo(request);
        road.addTo(request, System.getenv());
        envelope.addTo(request);
        if (pipelining) {
            request.pipelining();
        }
        request.build(); // faults of the mailboxes come before faults of what is derived from them
        message.addTo(request, envelope, target.hello(), StandardInput.stream());
        request.build(); // nobody shall type a password for a request that cannot be built
        login.addTo(request, given.toString());
        stop.addTo(request);
        return request.build();
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not made this command");
        }
        return spec.commandLine();
    }
}
