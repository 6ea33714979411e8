/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.ProbeEvent.AttemptStarted;
import io.github.smtpprobe.ProbeEvent.Observed;
import io.github.smtpprobe.ProbeEvent.Recorded;
import io.github.smtpprobe.ProbeEvent.StepStarted;
import io.github.smtpprobe.strangers.PublicDialogue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Holds events back until strangers may see them, and drops those that they never may. */
final class PublicListener implements ProbeListener {
    private static final int MOST_ATTEMPTS = 20;
    /** More than an attempt has entries and steps. */
    private static final int MOST_HELD = 400;

    private final ProbeListener listener;
    private final List<Runnable> held = new ArrayList<>();
    private OptionalLong call = OptionalLong.empty();
    private @Nullable PublicDialogue dialogue;
    private @Nullable ProbeEvent latest;
    private boolean open;
    private int heard;

    PublicListener(ProbeListener listener) {
        this.listener = listener;
    }

    @Override
    public void probeStarted(ProbeEvent.ProbeStarted event) {
        if (call.isPresent()) {
            throw new IllegalStateException(
                    "a listener made by PublicEvents is for one call only, and was given to a second one");
        }
        call = OptionalLong.of(event.call());
    }

    @Override
    public void attemptStarted(AttemptStarted event) {
        end();
        dialogue = heard < MOST_ATTEMPTS ? new PublicDialogue(event.route()) : null;
        pass(
                event,
                () -> listener.attemptStarted(
                        new AttemptStarted(event.source(), heard, event.route(), event.purpose())));
    }

    @Override
    public void stepStarted(StepStarted event) {
        pass(event, () -> listener.stepStarted(new StepStarted(event.source(), heard, event.stage())));
    }

    @Override
    public void recorded(Recorded event) {
        if (dialogue != null) {
            dialogue.tell(event.entry())
                    .ifPresent(told -> pass(event, () -> listener.recorded(new Recorded(event.source(), heard, told))));
        }
    }

    @Override
    public void observed(Observed event) {
        if (dialogue == null) {
            return;
        }
        dialogue.tell(event.fact())
                .ifPresent(told -> pass(event, () -> listener.observed(new Observed(event.source(), heard, told))));
        if (dialogue.barred()) {
            held.clear();
            dialogue = null;
        } else if (dialogue.greeted() && !open) {
            open = true;
            held.forEach(Runnable::run);
            held.clear();
        }
    }

    @Override
    public void probeFinished(ProbeEvent.ProbeFinished event) {
        end();
    }

    private void pass(ProbeEvent event, Runnable news) {
        latest = event;
        if (open) {
            news.run();
        } else if (dialogue != null && held.size() < MOST_HELD) {
            held.add(news);
        }
    }

    /** Ends the attempt that came before this event. */
    private void end() {
        if (open && dialogue != null && latest != null) {
            ProbeEvent.Source source = latest.source();
            dialogue.end().ifPresent(entry -> listener.recorded(new Recorded(source, heard, entry)));
            heard++;
        }
        open = false;
        dialogue = null;
        held.clear();
    }
}
