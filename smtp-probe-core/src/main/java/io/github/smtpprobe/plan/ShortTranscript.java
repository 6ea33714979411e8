/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Entry.Direction;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shortens a transcript: of consecutive lines of one side, the first and the last stay, with a mark for those in between. */
final class ShortTranscript {
    private final int lines;
    private final int octets;
    private final List<Entry> kept = new ArrayList<>();
    private long missing;
    private Duration since = Duration.ZERO;

    /** Limits lines and octets. If no lines may stay, one mark stands for all of them. */
    ShortTranscript(int lines, int octets) {
        this.lines = lines;
        this.octets = octets;
    }

    Transcript of(Transcript whole) {
        List<Entry> entries = whole.entries();
        int from = 0;
        for (int to = 1; to <= entries.size(); to++) {
            if (to == entries.size()
                    || entries.get(to).direction() != entries.get(from).direction()) {
                run(entries.subList(from, to));
                from = to;
            }
        }
        mark();
        return Transcript.of(kept);
    }

    private void run(List<Entry> run) {
        for (int i = 0; i < run.size(); i++) {
            boolean near = i < (lines + 1) / 2 || i >= run.size() - lines / 2;
            boolean event = run.get(i).direction() == Direction.EVENT;
            if (lines > 0 && (near || event)) {
                keep(run.get(i));
            } else {
                leave(run.get(i), size(run.get(i)));
            }
        }
    }

    private void keep(Entry entry) {
        byte[] all = entry.octets();
        boolean cut = all.length > octets;
        byte[] shown = cut ? Arrays.copyOf(all, octets) : all;
        if (size(entry) > 0 && entry.event().isPresent()) {
            leave(entry, size(entry)); // a mark from an earlier shortening
            return;
        }
        mark();
        kept.add(
                switch (entry.direction()) {
                    case EVENT -> entry;
                    case CLIENT -> Entry.client(shown, entry.encrypted(), entry.at());
                    case SERVER -> Entry.server(shown, entry.encrypted(), entry.masked(), entry.at());
                });
        if (cut) {
            leave(entry, all.length - octets);
        }
    }

    /** The octets of a line, or those that a mark stands for. */
    private static long size(Entry entry) {
        return entry.event()
                .filter(event -> event.kind() == Event.Kind.LEFT_OUT)
                .map(event -> Long.parseLong(event.argument()))
                .orElse((long) entry.octets().length);
    }

    private void leave(Entry entry, long count) {
        since = missing == 0 ? entry.at() : since;
        missing += count;
    }

    private void mark() {
        if (missing > 0) {
            kept.add(Entry.event(new Event(Event.Kind.LEFT_OUT, Long.toString(missing)), since));
            missing = 0;
        }
    }
}
