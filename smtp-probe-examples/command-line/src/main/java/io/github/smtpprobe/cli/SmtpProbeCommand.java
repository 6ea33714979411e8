/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.LiveTranscript;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.cli.batch.BatchCommand;
import io.github.smtpprobe.cli.start.ClassArchive;
import io.github.smtpprobe.cli.start.EarlyTls;
import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: parses, probes, shows. */
@Command(
        name = "smtp-probe",
        mixinStandardHelpOptions = true,
        versionProvider = SmtpProbeCommand.Version.class,
        sortOptions = false,
        description = {"Tests an SMTP server end to end without sending mail, and says what to do about what it finds."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Passed: everything that was asked works.",
            "1:Failed.",
            "2:The arguments are wrong.",
            "3:Inconclusive: a temporary refusal, a resolver that is down, or trouble on this machine."
        })
public final class SmtpProbeCommand implements Callable<Integer> {
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
    private final EnvelopeOptions envelope = new EnvelopeOptions();

    @Option(
            names = "--pipelining",
            description = "Send MAIL, RCPT, RSET and QUIT together where the server offers PIPELINING.")
    private boolean pipelining;

    @Mixin
    private final RoadOptions road = new RoadOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private SmtpProbeCommand() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        EarlyTls.begin(arguments);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, arguments);
        out.close(); // whoever reads it need not wait for what comes behind
        err.close();
        ClassArchive.keepNamed();
        System.exit(code);
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
        return commandLine(arguments)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false) // what is in a file could be a secret, and would be an argument
                .setParameterExceptionHandler(Misuse::report)
                .execute(arguments);
    }

    /** Reading the options of a subcommand takes time: it is there where it is asked for, and in the help. */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new SmtpProbeCommand());
        List<String> given = List.of(arguments);
        boolean help = given.stream().anyMatch(SmtpProbeCommand::help);
        if (help || given.contains("explain")) {
            line.addSubcommand(new ExplainCommand(System.in));
        }
        if (help || given.contains("batch")) {
            line.addSubcommand(new BatchCommand(System.in));
        }
        return line;
    }

    /** Whether an argument may ask for help, alone or among other letters. */
    private static boolean help(String argument) {
        return argument.equals("--help")
                || (argument.startsWith("-") && !argument.startsWith("--") && argument.indexOf('h') > 0);
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = command().getOut();
        boolean colour =
                AnsiTranscript.wanted(System.getenv(), Terminal.console().isPresent());
        try {
            return probe(out, colour);
        } catch (InvalidRequest invalid) {
            invalid.problems().forEach(each -> command().getErr().println("smtp-probe: " + Misuse.words(each)));
            return Misuse.EXIT_CODE;
        } catch (IllegalArgumentException wrong) {
            command().getErr().println("smtp-probe: " + wrong.getMessage());
            command().getErr().println("Try 'smtp-probe --help'.");
            return Misuse.EXIT_CODE;
        }
    }

    private int probe(PrintWriter out, boolean colour) throws IOException {
        output.check();
        ProbeRequest request = request();
        SmtpProbe.Builder wiring = SmtpProbe.builder();
        key.settings().ifPresent(wiring::tlsSettings);
        login.addTo(wiring);
        SmtpProbe probe = wiring.build();
        ProbeReport report = output.live()
                ? probe.call(request, new LiveTranscript(out, colour)).execute()
                : probe.probe(request);
        output.show(report, out);
        return switch (report.verdict()) {
            case PASSED -> 0;
            case FAILED -> 1;
            case INCONCLUSIVE -> 3;
        };
    }

    private ProbeRequest request() throws IOException {
        ProbeRequest.Builder request = target.request();
        login.check();
        if (target.exchangers() && login.given() != null) {
            throw new IllegalArgumentException(
                    login.given() + " is for a server; mail exchangers take mail without a login");
        }
        key.check(login.readsStandardInput(), !target.plain());
        proxyHeader.addTo(request);
        trust.addTo(request);
        road.addTo(request, System.getenv());
        envelope.addTo(request);
        if (pipelining) {
            request.pipelining();
        }
        request.build(); // nobody is to type a password for a request that cannot be built
        login.addTo(request);
        return request.build();
    }

    /** The library's: both are released together. */
    public static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"smtp-probe " + ProbeReport.libraryVersion()};
        }
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not made this command");
        }
        return spec.commandLine();
    }
}
