/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads back what {@link ReportMap} writes. Nothing is judged anew. */
final class KeptReport {
    private static final int MOST_ATTEMPTS = 2_000;
    private static final int MOST_PARTS = 100_000;

    private KeptReport() {}

    static ProbeReport read(KeptNode kept) {
        checkVersion(kept);
        List<Attempt> attempts = kept.list("attempts", MOST_ATTEMPTS, KeptReport::attempt);
        for (int i = 0; i < attempts.size(); i++) {
            if (attempts.get(i).index() != i) {
                throw new KeptFault("attempts[" + i + "].index", "is not its place", false);
            }
        }
        Optional<Attempt> decisive = decisive(kept, attempts);
        RequestView request = required(
                "request", kept.node("request", asked -> KeptRequest.read(asked, decisive.map(Attempt::route))));
        String target = request.target().name();
        Resolution resolution = kept.node("resolution", names -> KeptResolution.read(names, target))
                .orElseGet(() ->
                        ForStrangers.resolution(target, attempts)); // for a pasted text, nothing was looked up either
        boolean strangers = kept.flag("forStrangers");
        Verdict verdict = required("verdict", kept.token("verdict", Verdict::ofToken));
        Optional<Stage> stage = kept.token("decidingStage", Stage::ofToken);
        Observation seen = Observation.builder(request, resolution)
                .attempts(attempts)
                .targetFacts(kept.list("targetFacts", MOST_PARTS, fact -> TargetFact.fromMap(fact.map())))
                .started(required("started", kept.instant("started")))
                .took(took(kept))
                .decision(strangers ? Decision.told(verdict, decisive, stage) : Decision.kept(verdict, decisive, stage))
                .build();
        return new ProbeReport(
                seen,
                kept.list("findings", MOST_PARTS, KeptReport::finding),
                kept.count("findingsLeftOut"),
                kept.token("publicOutcome", PublicOutcome::ofToken).orElseGet(() -> PublicOutcome.of(seen)),
                new ProbeReport.Origin(kept.map(), strangers));
    }

    private static void checkVersion(KeptNode kept) {
        long version = required("schemaVersion", kept.whole("schemaVersion", 0, Integer.MAX_VALUE));
        if (version != ReportMap.SCHEMA_VERSION) {
            throw new KeptFault(
                    "schemaVersion",
                    "is " + version + ", and this release reads " + ReportMap.SCHEMA_VERSION + " alone",
                    false);
        }
    }

    private static Optional<Attempt> decisive(KeptNode kept, List<Attempt> attempts) {
        OptionalInt index = kept.integer("decisiveAttempt", 0, attempts.size() - 1);
        return index.isPresent() ? Optional.of(attempts.get(index.getAsInt())) : Optional.empty();
    }

    private static Duration took(KeptNode kept) {
        return required("tookMs", kept.millis("tookMs"));
    }

    private static Attempt attempt(KeptNode kept) {
        Route route = required("route", kept.node("route", KeptResolution::route));
        Purpose purpose = required("purpose", kept.token("purpose", Purpose::ofToken));
        Attempt.Builder read = Attempt.builder(route, purpose)
                .index(kept.integer("index", 0, MOST_ATTEMPTS).orElse(0))
                .judged(required("verdict", kept.token("verdict", Verdict::ofToken)))
                .facts(kept.list("facts", MOST_PARTS, fact -> Fact.fromMap(fact.map())))
                .transcript(Transcript.of(kept.list("transcript", MOST_PARTS, entry -> Entry.fromMap(entry.map()))))
                .took(took(kept))
                .leftOut(kept.count("leftOutOctets"));
        kept.millis("sharedAgeMs").ifPresent(read::age);
        kept.millis("beganMs").ifPresent(read::began);
        return read.build();
    }

    private static Finding finding(KeptNode kept) {
        Finding.Builder read = Finding.builder(required("id", kept.text("id")))
                .subject(kept.words("subject"))
                .severity(required("severity", kept.token("severity", Severity::ofToken)))
                .confidence(required("confidence", kept.token("confidence", Confidence::ofToken)))
                .actor(required("actor", kept.token("actor", Actor::ofToken)))
                .summary(required("summary", kept.text("summary")))
                .explanation(kept.words("explanation"))
                .remedy(kept.words("remedy"))
                .reference(kept.words("reference"))
                .evidence(kept.texts("evidence"))
                .consequenceOf(kept.words("consequenceOf"));
        kept.integer("attempt", 0, Integer.MAX_VALUE).ifPresent(read::attempt);
        kept.token("stage", Stage::ofToken).ifPresent(read::stage);
        return read.build();
    }
}
