/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.request.Envelope;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The facts of steps that were asked for and never reached: nothing asked for is silently left out. */
final class Unreached {
    private final Assignment.Job job;
    private final ProbeRequest request;
    private final Recorder recorder;
    private final Outcome why;

    Unreached(Assignment.Job job, ProbeRequest request, Recorder recorder, boolean stopped) {
        this.job = job;
        this.request = request;
        this.recorder = recorder;
        this.why = Outcome.skipped(stopped ? SkipReason.STOPPED : SkipReason.EARLIER_STEP_FAILED);
    }

    void complete() {
        TlsMode mode = job.route().mode();
        if (mode == TlsMode.IMPLICIT_TLS && missing(Fact.TlsHandshake.class)) {
            recorder.fact(new Fact.TlsHandshake(
                    why, Duration.ZERO, TlsOutcome.unseen(job.route().host())));
        }
        if (missing(Fact.Greeting.class)) {
            recorder.fact(new Fact.Greeting(why, Duration.ZERO, ""));
        }
        if (missing(Fact.Hello.class)) {
            recorder.fact(new Fact.Hello(why, Duration.ZERO, "EHLO", false, Capabilities.NONE));
        }
        if (mode == TlsMode.STARTTLS && missing(Fact.StartTls.class)) {
            recorder.fact(new Fact.StartTls(why, Duration.ZERO));
        }
        if (mode == TlsMode.STARTTLS && missing(Fact.TlsHandshake.class)) {
            recorder.fact(new Fact.TlsHandshake(
                    why, Duration.ZERO, TlsOutcome.unseen(job.route().host())));
        }
        if (request.credentials().isPresent() && missing(Fact.Authentication.class)) {
            recorder.fact(new Fact.Authentication(
                    why,
                    Duration.ZERO,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    false,
                    Optional.empty(),
                    Optional.empty()));
        }
        request.envelope().ifPresent(this::envelope);
        if (request.message().isPresent() && missing(Fact.MessageTransfer.class)) {
            recorder.fact(new Fact.MessageTransfer(why, Duration.ZERO, Stage.DATA));
        }
    }

    private void envelope(Envelope envelope) {
        if (missing(Fact.ReversePath.class)) {
            recorder.fact(new Fact.ReversePath(why, Duration.ZERO, envelope.reversePath()));
        }
        int reached = (int) recorder.facts().stream()
                .filter(Fact.ForwardPath.class::isInstance)
                .count();
        for (Mailbox recipient :
                envelope.recipients().subList(reached, envelope.recipients().size())) {
            recorder.fact(new Fact.ForwardPath(why, Duration.ZERO, recipient));
        }
    }

    private boolean missing(Class<? extends Fact> kind) {
        return recorder.facts().stream().noneMatch(kind::isInstance);
    }
}
