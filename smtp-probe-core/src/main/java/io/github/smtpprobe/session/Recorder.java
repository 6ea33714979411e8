/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import io.github.smtpprobe.wire.ClientLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Records facts and lines as they come, and informs the listener. */
final class Recorder {
    /** A typical number of lines, and of steps, in a conversation. */
    private static final int LINES = 32;

    private static final int STEPS = 12;

    private final int attempt;
    private final Ticker ticker;
    private final long start;
    private final SessionListener listener;
    private final List<Entry> entries = new ArrayList<>(LINES);
    private final List<Fact> facts = new ArrayList<>(STEPS);
    private final List<Entry> held = new ArrayList<>(0);
    private boolean holding;

    /**
     * Begins to record.
     *
     * @param attempt the attempt's index
     * @param holding whether the server's lines are held back until it has proved to be a mail server
     */
    Recorder(int attempt, Ticker ticker, SessionListener listener, boolean holding) {
        this.attempt = attempt;
        this.holding = holding;
        this.ticker = ticker;
        this.start = ticker.nanos();
        this.listener = listener;
    }

    long now() {
        return ticker.nanos();
    }

    Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }

    /** How much later than a given moment it began. */
    Duration began(long nanos) {
        return Duration.ofNanos(Math.max(0, start - nanos));
    }

    Duration elapsed() {
        return since(start);
    }

    void sent(ClientLine line, boolean encrypted) {
        add(Entry.client(line.record(), encrypted, elapsed()));
    }

    void sentData(byte[] octets, boolean encrypted) {
        add(Entry.client(octets, encrypted, elapsed()));
    }

    void received(byte[] octets, boolean encrypted, boolean masked) {
        if (octets.length > 0) {
            Entry entry = Entry.server(octets, encrypted, masked, elapsed());
            if (holding) {
                held.add(entry);
            } else {
                add(entry);
            }
        }
    }

    /** The server has proved to be a mail server: the lines that were held back are recorded. */
    void release() {
        holding = false;
        held.forEach(this::add);
        held.clear();
    }

    /** What is recorded so far, or held back. */
    List<Entry> heard() {
        return holding ? List.copyOf(held) : transcript().entries();
    }

    /** Nothing that was held back is recorded any more: only how much it was. */
    void withhold() {
        int octets = 0;
        for (Entry each : held) {
            octets += each.length();
        }
        held.clear();
        if (octets > 0) {
            event(new Event(Event.Kind.WITHHELD, Integer.toString(octets)));
        }
    }

    void event(Event event) {
        add(Entry.event(event, elapsed()));
    }

    void event(Event.Kind kind) {
        event(Event.of(kind));
    }

    void begins(Stage stage) {
        listener.begun(attempt, stage);
    }

    void fact(Fact fact) {
        facts.add(fact);
        listener.observed(attempt, fact);
    }

    List<Fact> facts() {
        return facts;
    }

    Transcript transcript() {
        return Transcript.of(entries);
    }

    private void add(Entry entry) {
        entries.add(entry);
        listener.recorded(attempt, entry);
    }
}
