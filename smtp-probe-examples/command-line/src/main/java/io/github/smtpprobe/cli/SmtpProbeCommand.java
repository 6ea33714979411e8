/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.LiveTranscript;
import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.cli.batch.BatchCommand;
import io.github.smtpprobe.cli.start.ClassArchive;
import io.github.smtpprobe.cli.start.EarlyTls;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
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
        footerHeading = "%nIn place of arguments:%n",
        footer =
                "@FILE stands for the arguments in a file, which are parted by blanks or line ends; a value with blanks stands"
                        + " in quotes, and # begins a comment.")
public final class SmtpProbeCommand implements Callable<Integer> {
    private static final String COMPLETION = "generate-completion";

    /** What else it can do. */
    static final Map<String, Supplier<Object>> SUBCOMMANDS = new TreeMap<>(Map.of(
            "explain",
            () -> new ExplainCommand(System.in),
            "batch",
            () -> new BatchCommand(System.in),
            "render",
            () -> new RenderCommand(System.in),
            COMPLETION,
            AutoComplete.GenerateCompletion::new));

    private static final int INTERRUPTED = 130;

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
    private final GeneralOptions general = new GeneralOptions();

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
        PrintWriter out = Terminal.writer(System.out);
        PrintWriter err = Terminal.writer(System.err);
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
        return Monitor.wanted(arguments)
                ? Monitor.run(out, complaints -> execute(out, complaints, arguments), arguments)
                : execute(out, err, arguments);
    }

    private static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        String[] given = CommandName.options(arguments);
        CommandLine line = commandLine(given);
        Optional<String> mistaken =
                ForeignOption.mistaken(line.getCommandSpec().optionsMap().keySet(), given);
        if (mistaken.isPresent()) {
            return Misuse.report("smtp-probe", mistaken.get(), err);
        }
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Misuse::report)
                .setExecutionExceptionHandler(InternalError::report);
        try {
            ConfigFile config = ConfigFile.read(List.of(given), System.getenv(), System.getProperty("user.home"));
            if (!config.isEmpty()) {
                config.check(line);
                line.setDefaultValueProvider(config);
            }
        } catch (IllegalArgumentException wrong) {
            return Misuse.report("smtp-probe", String.valueOf(wrong.getMessage()), err);
        }
        return line.execute(given);
    }

    /** Reading the options of a subcommand takes time: it is there where it is asked for, and in the help. */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new SmtpProbeCommand());
        List<String> given = List.of(arguments);
        boolean all = given.contains(COMPLETION) || given.stream().anyMatch(SmtpProbeCommand::help);
        SUBCOMMANDS.forEach((name, command) -> {
            if (all || given.contains(name)) {
                line.addSubcommand(name, command.get());
            }
        });
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

    private int probe(PrintWriter out) throws IOException {
        output.check();
        TlsSettings.Builder settings = TlsSettings.builder();
        boolean offers = tls.addTo(settings);
        ProbeRequest request = request();
        SmtpProbe.Builder wiring = SmtpProbe.builder();
        if (key.addTo(settings) || offers) {
            wiring.tlsSettings(settings.build());
        }
        login.addTo(wiring);
        Optional<LiveTranscript> live = output.live(out, general.colours());
        live.ifPresent(wiring::listener);
        ProbeCall call = wiring.build().call(request);
        try (Interrupts interrupts = new Interrupts(call::cancel)) {
            int code = output.show(report(call), out);
            return interrupts.interrupted() ? INTERRUPTED : code;
        }
    }

    private static ProbeReport report(ProbeCall call) {
        try {
            return call.execute();
        } catch (IllegalArgumentException fault) { // not what is wrong with the arguments, as which it would be told
            throw new IllegalStateException("a request that was built was refused", fault);
        }
    }

    private ProbeRequest request() throws IOException {
        GivenTarget given = target.given(command().getParseResult().originalArgs());
        ProbeRequest.Builder request = target.request(given);
        given.user().ifPresent(login::user);
        login.check();
        if (given.exchangers() && login.given() != null) {
            throw new IllegalArgumentException(
                    login.given() + " is for a server; mail exchangers take mail without a login");
        }
        key.check(login.readsStandardInput(), !target.plain());
        tls.check(!target.plain());
        message.check(envelope, login.readsStandardInput() || key.readsStandardInput());
        proxyHeader.addTo(request);
        trust.addTo(request);
        road.addTo(request, System.getenv());
        envelope.addTo(request);
        stop.addTo(request, envelope, message.sends());
        if (pipelining) {
            request.pipelining();
        }
        request.build(); // what is wrong with the mailboxes is told before what is made of them
        message.addTo(request, envelope, target.hello(), System.in);
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
