/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Entry.Direction;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt as strangers may see it. It is given facts and entries in the order in which they came, and returns the public form
 * of each; nothing may be shown before {@link #greeted()}. Not thread-safe.
 */
public final class PublicDialogue {
    /** The most entries of an attempt that are shown: seven times those of a long conversation. */
    public static final int MOST_ENTRIES = 300;

    /** The most octets of these entries together. */
    public static final int MOST_OCTETS = 32 * 1024;

    private static final int VALID = 220;
    /** The most lines of a reply; an ordinary EHLO has 15. */
    private static final int MOST_LINES = 100;

    private static final int LONGEST_LINE = 1_000;

    /**
     * Events that are shown: where a line was read or a step ended. The way to the server is left out, and so are events that
     * this release does not know.
     */
    private static final Set<Event.Kind> TOLD = EnumSet.of(
            Event.Kind.TLS,
            Event.Kind.TLS_FAILED,
            Event.Kind.TIMEOUT,
            Event.Kind.CLOSED,
            Event.Kind.RESET,
            Event.Kind.CANCELLED,
            Event.Kind.LIMIT,
            Event.Kind.LEFT_OUT,
            Event.Kind.TRUNCATED);

    private final Mask mask;
    private final MaskedLines lines;
    private boolean spoken;
    private boolean greeted;
    private boolean barred;
    private int entries;
    private int octets;
    private boolean full;
    private int leftOut;
    private Duration last = Duration.ZERO;

    /**
     * Begins an attempt.
     *
     * @param route its route, whose address and host are not masked
     */
    public PublicDialogue(Route route) {
        this.mask = new Mask(route);
        this.lines = new MaskedLines(mask);
    }

    /** {@return whether a valid 220 greeting was read, so that the returned facts and entries may be shown} */
    public boolean greeted() {
        return greeted;
    }

    /**
     * {@return whether something other than a valid 220 greeting was read, so that nothing of this attempt may ever be shown}
     */
    public boolean barred() {
        return barred;
    }

    /**
     * Takes the next entry.
     *
     * @param entry the next entry of the transcript
     * @return its public form; empty if it is left out
     */
    public Optional<Entry> tell(Entry entry) {
        spoken |= entry.direction() == Direction.SERVER;
        boolean told = entry.event()
                .map(event -> spoken ? TOLD.contains(event.kind()) : event.kind() == Event.Kind.TLS)
                .orElse(spoken);
        if (!told) {
            return Optional.empty();
        }
        Entry masked = entry.event().isPresent() ? entry : lines.of(entry);
        last = entry.at();
        full |= entries == MOST_ENTRIES || octets + masked.length() > MOST_OCTETS;
        if (full) {
            leftOut += masked.length();
            return Optional.empty();
        }
        entries++;
        octets += masked.length();
        return Optional.of(masked);
    }

    /**
     * Takes the next fact.
     *
     * @param fact the next fact of the attempt
     * @return its public form; empty if it is left out
     */
    public Optional<Fact> tell(Fact fact) {
        if (fact instanceof Greeting && !greeted) {
            greeted = valid(fact.outcome());
            barred = !greeted;
        }
        return MaskedFacts.of(fact.shortened(MOST_LINES, LONGEST_LINE), mask);
    }

    private static boolean valid(Outcome outcome) {
        return outcome.succeeded()
                && outcome.reply()
                        .map(Reply::code)
                        .filter(code -> code.value() == VALID)
                        .isPresent();
    }

    /** {@return at the end of the attempt, an event that says how much of it exceeded the limits; empty if nothing did} */
    public Optional<Entry> end() {
        return full
                ? Optional.of(Entry.event(new Event(Event.Kind.LEFT_OUT, Integer.toString(leftOut)), last))
                : Optional.empty();
    }

    /**
     * Removes the traces of this machine.
     *
     * @param text a text that quotes the dialogue, or describes it
     * @return the text without them
     */
    public String masked(String text) {
        return mask.quoting(text);
    }

    /**
     * Tells whether a step failed here and not at the server: its description names code of the application's, or this machine.
     *
     * @param fact a fact of the attempt
     * @return whether its description must not be shown
     */
    public static boolean failedHere(Fact fact) {
        return MaskedFacts.here(fact.outcome());
    }

    /**
     * The public form of a whole attempt.
     *
     * @param facts      its facts, in order
     * @param transcript its transcript, from the greeting on
     */
    public record Told(List<Fact> facts, Transcript transcript) {}

    /**
     * Converts a whole attempt. What a hello reveals is known from its own fact on, as it is while a probe runs.
     *
     * @param facts      its facts, in order
     * @param transcript the transcript of the same attempt
     * @return the public form, which may be shown only if {@link #greeted()}
     */
    public Told tell(List<Fact> facts, Transcript transcript) {
        List<Fact> toldFacts = new ArrayList<>();
        List<Entry> told = new ArrayList<>();
        Iterator<Entry> next = transcript.entries().iterator();
        int hellos = 0;
        for (Fact fact : facts) {
            if (fact instanceof Ehlo && !(fact.outcome() instanceof Outcome.Skipped)) {
                hellos++;
                while (next.hasNext() && lines.hellos() < hellos) {
                    tell(next.next()).ifPresent(told::add);
                }
            }
            tell(fact).ifPresent(toldFacts::add);
        }
        next.forEachRemaining(each -> tell(each).ifPresent(told::add));
        end().ifPresent(told::add);
        return new Told(toldFacts, Transcript.of(told));
    }
}
