/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps facts and lines as they come, and tells the listener. */
final class Recorder {
    private final Ticker ticker;
    private final long start;
    private final Consumer<Entry> lines;
    private final Consumer<Fact> news;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    Recorder(Ticker ticker, Consumer<Entry> lines, Consumer<Fact> news) {
        this.ticker = ticker;
        this.start = ticker.nanos();
        this.lines = lines;
        this.news = news;
    }

    long now() {
        return ticker.nanos();
    }

    Duration since(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
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
            add(Entry.server(octets, encrypted, masked, elapsed()));
        }
    }

    void event(Event event) {
        add(Entry.event(event, elapsed()));
    }

    void event(Event.Kind kind) {
        event(Event.of(kind));
    }

    void fact(Fact fact) {
        facts.add(fact);
        news.accept(fact);
    }

    List<Fact> facts() {
        return facts;
    }

    Transcript transcript() {
        return Transcript.of(entries);
    }

    private void add(Entry entry) {
        entries.add(entry);
        lines.accept(entry);
    }
}
