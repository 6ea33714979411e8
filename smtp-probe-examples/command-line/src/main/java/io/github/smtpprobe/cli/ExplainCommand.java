/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.format.FormatOptions;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.smtp.Stage;
import java.io.File;
import java.io.InputStream;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smtp-probe explain}: explains a dialogue from standard input, or a single reply, without using the network. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Explains a dialogue from standard input: one of smtp-probe or swaks, the debug output of JavaMail, the log of"
                    + " nodemailer, a telnet window, or an error message or log line that quotes a reply.",
            "With REPLY it explains that reply to the command of --stage. It connects to nothing; logins in the text"
                    + " are masked."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int MOST = 16 * 1024 * 1024;

    @Parameters(
            arity = "0..1",
            paramLabel = "REPLY",
            description = "One reply, such as '550 5.1.1 no such user'; - for standard input.")
    private @Nullable String reply;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            converter = AnsweredStage.class,
            completionCandidates = AnsweredStage.Names.class,
            description =
                    "What REPLY, or one on standard input, answers: greeting, ehlo, starttls, xclient, auth, mail, rcpt,"
                            + " data or end-of-data. Without it, this is taken from the reply itself, as far as possible.")
    private @Nullable Stage stage;

    @Mixin
    private final FormatOptions format = new FormatOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private static final String NO_REPLY =
            ": REPLY is a reply, such as '550 5.1.1 no such user'; a file goes to standard"
                    + " input, as in smtp-probe explain < FILE";

    private final InputStream in;

    ExplainCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() {
        CommandLine command = java.util.Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        reply = "-".equals(reply) ? null : reply;
        try {
            format.check();
        } catch (IllegalArgumentException wrong) {
            return told(command, wrong);
        }
        if (reply == null && in == System.in && Terminal.console().isPresent()) {
            command.getErr()
                    .println("Paste the dialogue or the error message; end with a line that holds only "
                            + (File.separatorChar == '\\' ? "Ctrl+Z, then Enter." : "Ctrl+D."));
            command.getErr().flush();
        }
        try {
            return format.show(report(), "", out);
        } catch (InvalidRequest wrong) {
            String more = reply != null && wrong.problems().get(0).code() == Problem.Code.NO_SMTP ? NO_REPLY : "";
            RequestWords.of(wrong).forEach(each -> command.getErr().println("smtp-probe explain: " + each + more));
            return Misuse.EXIT_CODE;
        } catch (IllegalArgumentException wrong) {
            return told(command, wrong);
        }
    }

    private static int told(CommandLine command, IllegalArgumentException wrong) {
        command.getErr().println("smtp-probe explain: " + wrong.getMessage());
        return Misuse.EXIT_CODE;
    }

    private ProbeReport report() {
        String text = reply == null ? pasted() : reply;
        if (stage != null && reply == null && !bare(text)) {
            throw new InvalidRequest(
                    List.of(
                            Problem.error(
                                    "stage",
                                    Problem.Code.CONFLICT,
                                    "needs one reply, such as: 550 5.1.1 no such user; a longer text shows by itself what was answered")));
        }
        return stage == null ? Explain.dialogue(text) : Explain.reply(stage, text);
    }

    /** Reads everything, since the library reads the end of a long text. */
    private String pasted() {
        byte[] all = StandardInput.read(new UnicodeInput(in), MOST + 1);
        if (all.length > MOST) {
            throw new IllegalArgumentException("standard input holds more than 16 MiB, of which the end alone is read;"
                    + " give that part, as tail -c 250000 FILE does");
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    /** Whether a text is one reply and nothing else: all its lines begin with the same code. */
    private static boolean bare(String text) {
        List<String> lines = text.strip().lines().map(String::strip).toList();
        String code = lines.isEmpty()
                ? ""
                : lines.get(0).substring(0, Math.min(3, lines.get(0).length()));
        return code.matches("[2-5][0-9]{2}") && lines.stream().allMatch(line -> line.matches(code + "(?:[ -].*)?"));
    }
}
