/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A finding under construction: its subject, its values, and its evidence. Everything that strangers wrote is made safe and short here. */
final class Said {
    private static final int MOST_EVIDENCE = 12;

    private final DomainFindings to;
    private final FindingText text;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> evidence = new ArrayList<>();
    private String subject;
    private Severity severity;
    private Optional<Confidence> confidence = Optional.empty();
    private Optional<Actor> actor = Optional.empty();
    private String cause = "";

    Said(DomainFindings to, String id) {
        this.to = to;
        this.text = FindingText.of(id);
        this.severity = text.severity();
        this.subject = to.domain();
        values.put("name", to.domain());
    }

    /** Sets the subject: a host, an address or a zone. */
    Said about(String what) {
        subject = Seen.line(what);
        return this;
    }

    /** Sets a host as the subject, and as a value of the text. */
    Said host(String name) {
        return about(name).with("host", name);
    }

    Said with(String name, String value) {
        values.put(name, Seen.value(value));
        return this;
    }

    /** Sets a value that consists of our own words, which are not cut. */
    Said words(String name, String ours) {
        values.put(name, ours);
        return this;
    }

    /** Sets what senders that apply TLSA records do at the host. */
    Said dane() {
        return words("senders", to.foretold().ofHost(subject, Foretold.DANE));
    }

    Said with(String name, long value) {
        return with(name, Long.toString(value));
    }

    Said with(String name, Optional<String> value) {
        value.ifPresent(known -> with(name, known));
        return this;
    }

    Said seen(String line) {
        if (evidence.size() < MOST_EVIDENCE && !line.isEmpty()) {
            evidence.add(Seen.line(line));
        }
        return this;
    }

    Said seen(Stream<String> lines) {
        lines.limit(MOST_EVIDENCE).forEach(this::seen);
        return this;
    }

    Said weighing(Severity other) {
        severity = other;
        return this;
    }

    Said sure(Confidence other) {
        confidence = Optional.of(other);
        return this;
    }

    Said by(Actor other) {
        actor = Optional.of(other);
        return this;
    }

    /** Sets the id of the finding that it follows from. */
    Said after(String id) {
        cause = id;
        return this;
    }

    Said after(Optional<String> id) {
        id.ifPresent(this::after);
        return this;
    }

    void end() {
        Finding.Builder finding = text.filled(values, OptionalInt.empty(), evidence).toBuilder();
        confidence.ifPresent(finding::confidence);
        actor.ifPresent(finding::actor);
        to.take(finding.severity(severity).subject(subject).consequenceOf(cause).build());
    }
}
