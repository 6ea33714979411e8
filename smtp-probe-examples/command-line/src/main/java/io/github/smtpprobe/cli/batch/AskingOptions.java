/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.cli.EnvelopeOptions;
import io.github.smtpprobe.cli.TimeText;
import io.github.smtpprobe.cli.TlsChoice;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.DomainSurvey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to ask of each server, and who asks. */
final class AskingOptions implements ListedTarget.Options {
    private static final Duration PROBE = Duration.ofSeconds(30);

    @Option(
            names = {"--helo", "--ehlo"},
            paramLabel = "NAME",
            description =
                    "Name of this client in EHLO; more than 100 targets need it. It is all that servers are told: use"
                            + " the reverse DNS name of this client's address, with a web page that says who asks.")
    private @Nullable String helo;

    @Option(
            names = "--contact",
            paramLabel = "MAILBOX",
            description = "Mailbox that answers operators who ask about the probes; more than 100 targets need it."
                    + " It is in every line of the output. SMTP has no place for it: operators learn it from the page at"
                    + " the name of --helo.")
    private @Nullable String contact;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Port of servers whose line names none. Without it: 587, 465, 2525 until one works.")
    private @Nullable Integer port;

    @Option(
            names = "--tls",
            paramLabel = "MODE",
            defaultValue = "auto",
            description =
                    "One of ${COMPLETION-CANDIDATES}; auto is the mode that the port or mail exchangers usually have. Others need"
                            + " a port for each server: its line's, or --port. A survey of"
                            + " a domain always asks for STARTTLS, and has no envelope.")
    private TlsChoice tls = TlsChoice.AUTO;

    @Mixin
    private final EnvelopeOptions envelope = new EnvelopeOptions();

    @Option(
            names = "--lock-step",
            description =
                    "Wait for each reply, even where the server offers PIPELINING. Without it, MAIL, RCPT, RSET and"
                            + " QUIT go together there.")
    private boolean lockStep;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = TimeText.class,
            description =
                    "Time limit of each probe or survey, such as 10s, 500ms or 2 (default: 30 seconds, and 60 for the survey of a"
                            + " domain).")
    private @Nullable Duration deadline;

    @Option(
            names = "--do-not-probe",
            paramLabel = "FILE",
            description = "File with names, addresses and networks that are left out, one a line.")
    private @Nullable Path notProbed;

    private @Nullable DoNotProbe leftOut;

    /** Whether operators can see who is asking. */
    boolean introduced() {
        return helo != null && contact != null;
    }

    Optional<String> contact() {
        return Optional.ofNullable(contact);
    }

    /** The list of those to leave out; it is read only once, because the file may be a pipe. */
    DoNotProbe notProbed() {
        DoNotProbe known = leftOut;
        if (known == null) {
            known = notProbed == null ? DoNotProbe.nobody() : DoNotProbe.read(notProbed);
            leftOut = known;
        }
        return known;
    }

    /**
     * Refuses options that would be wrong for every target.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    void check() {
        addTo(ProbeRequest.to("mx.example.com", port == null ? 25 : port)).build();
        if (contact != null) {
            try {
                ProbeRequest.to("mx.example.com").envelope(contact).build();
            } catch (InvalidRequest noMailbox) {
                throw new IllegalArgumentException("--contact must be a mailbox, such as postmaster@example.com");
            }
        }
    }

    /** The file that lists those to leave out. */
    Optional<Path> notProbedFile() {
        return Optional.ofNullable(notProbed);
    }

    @Override
    public OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    @Override
    public ProbeRequest.Builder addTo(ProbeRequest.Builder request) {
        tls.mode().ifPresent(request::tls);
        if (helo != null) {
            request.heloName(helo);
        }
        envelope.addTo(request);
        if (lockStep) {
            request.lockStep();
        }
        return request.deadline(deadline == null ? PROBE : deadline);
    }

    @Override
    public DomainSurvey.Builder addTo(DomainSurvey.Builder survey) {
        if (helo != null) {
            survey.heloName(helo);
        }
        return deadline == null ? survey : survey.deadline(deadline);
    }
}
