/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.format.OutputFile;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smtp-probe domain}: shows how sending servers would deliver mail to a domain. */
@Command(
        name = "domain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Surveys a mail domain: what senders such as Gmail, Exchange Online, Postfix and Exim do with its mail, why, and"
                    + " what is coming. It sends no mail."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Each sender that counts delivers over TLS.",
            "1:At least one sends in clear text, holds mail back or returns it, or may do so by chance.",
            "2:The arguments are wrong.",
            "3:No sender is known to be at risk, and it is not known what at least one of them does.",
            "130, 143:It was interrupted, or told to end; what was found until then is shown."
        })
final class DomainCommand implements Callable<Integer> {
    @Parameters(arity = "1", paramLabel = "DOMAIN", description = "The part of a mailbox after the @.")
    private @Nullable String domain;

    @Option(
            names = "--sender",
            paramLabel = "SENDER",
            description =
                    "Let this sender alone decide the exit code, such as gmail. Repeatable; without it, all senders count except dane-only.")
    private @Nullable List<String> senders;

    @Mixin
    private final SurveyOptions survey = new SurveyOptions();

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the report as an HTML page to this file.")
    private @Nullable Path html;

    @Option(
            names = {"--color", "--colour"},
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "Use colours: one of ${COMPLETION-CANDIDATES}; auto is on a terminal, unless NO_COLOR is set.")
    private ColourChoice colour = ColourChoice.AUTO;

    @Spec
    private @Nullable CommandSpec spec;

    private final Surveys surveys;

    DomainCommand(Surveys surveys) {
        this.surveys = surveys;
    }

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        try {
            return survey(command.getOut());
        } catch (InvalidRequest invalid) {
            RequestWords.of(invalid, "domain", "DOMAIN")
                    .forEach(each -> command.getErr().println("smtp-probe domain: " + each));
            return Misuse.EXIT_CODE;
        } catch (IllegalArgumentException wrong) {
            command.getErr().println("smtp-probe domain: " + wrong.getMessage());
            return Misuse.EXIT_CODE;
        }
    }

    private int survey(PrintWriter out) {
        DomainSurvey.Builder asked = DomainSurvey.of(Objects.requireNonNull(domain, "picocli wants DOMAIN"));
        survey.addTo(asked);
        checkSenders();
        DomainSurvey request = asked.build();
        OutputFile page = html == null ? null : OutputFile.check("--html", html);
        Surveys.Call call = surveys.call(request);
        try (Interrupts interrupts = new Interrupts(call::cancel)) {
            DomainReport report = report(call);
            show(report, out);
            if (page != null) {
                page.write(DomainHtml.render(report));
            }
            return interrupts.interrupted() ? ProbeCommand.INTERRUPTED : code(standing(report.outlook()));
        }
    }

    private static DomainReport report(Surveys.Call call) {
        try {
            return call.execute();
        } catch (IllegalArgumentException fault) { // so that it is not reported as a fault of the arguments
            throw new IllegalStateException("a survey that was built was refused", fault);
        }
    }

    private void checkSenders() {
        List<String> named = senders == null ? List.of() : senders;
        if (!named.stream().allMatch(each -> Senders.ofToken(each).isPresent())) {
            throw new IllegalArgumentException("--sender takes one of "
                    + Senders.standard().stream().map(Sender::token).collect(Collectors.joining(", ")));
        }
    }

    private void show(DomainReport report, PrintWriter out) {
        if (json) {
            out.println(Json.indented(report.asMap()));
        } else {
            boolean terminal = Terminal.console().isPresent();
            out.print(DomainText.render(
                    report, terminal ? Terminal.width() : 80, colour.wanted(System.getenv(), terminal)));
        }
        out.flush();
    }

    private Standing standing(Outlook outlook) {
        return senders == null ? outlook.standing() : outlook.standing(senders);
    }

    private static int code(Standing standing) {
        return switch (standing) {
            case FINE -> 0;
            case AT_RISK -> 1;
            case NOT_KNOWN -> 3;
        };
    }
}
