/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import io.github.smtpprobe.diagnosis.examination.Unconcerned;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.KeptLaw;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is true of every report, whatever the server did. */
public final class Invariants {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What nothing may show of the secrets of the dialogues: all that is logged is searched for them. */
    private static final Needles SECRETS = new Needles(Stream.of(DialogueFile.PASSWORD, DialogueFile.TOKEN)
            .flatMap(secret -> forms(secret).stream())
            .toList());

    /** And of others: there are few. */
    private static final Map<String, Needles> FORMS = new ConcurrentHashMap<>();

    private Invariants() {}

    public static void check(ProbeReport report) {
        check(report, ShippedSchema.PROBES.forThisRelease());
    }

    /** The same for a report that holds what this release does not write. */
    public static void checkLater(ProbeReport report) {
        check(report, ShippedSchema.PROBES.forReaders());
    }

    private static void check(ProbeReport report, JsonSchema schema) {
        everyFailureIsNamed(report);
        readsBack(report);
        report.attempts().forEach(Evidence::check);
        Map<String, Object> map = report.asMap();
        String text = json(map);
        if (!ReportShapes.saysNew(schema == ShippedSchema.PROBES.forReaders(), text)) {
            holdsNoSecret(text);
            holdsNoSecret(report.toString());
            return; // only the times differ from a report that was looked at as a whole
        }
        Unconcerned.check(report);
        isMadeOfItsParts(map, report);
        JsonNode json = read(text);
        assertThat(schema.validate(json)).as("schema").isEmpty();
        boolean shapeIsNew = ReportShapes.isNew(map);
        List<String> outputs = new ArrayList<>(OutputForms.of(report, shapeIsNew));
        outputs.add(text);
        outputs.add(Accessors.texts(report.attempts()));
        outputs.forEach(Invariants::holdsNothingInvisible);
        if (shapeIsNew) {
            KeptLaw.check(report);
            HtmlPage.check(HtmlReport.render(report));
        }
        outputs.forEach(Invariants::holdsNoSecret);
    }

    /** The same without what costs milliseconds: for fuzzing. */
    public static void sweep(ProbeReport report, String secret) {
        everyFailureIsNamed(report);
        readsBack(report);
        report.attempts().forEach(Evidence::check);
        for (String output : List.of(
                report.toString(),
                TextReport.render(report),
                HtmlReport.render(report),
                report.asMap().toString())) {
            holdsNothingInvisible(output);
            holdsNot(secret, output);
        }
    }

    /** I-9, and the rule that a probe that did not pass says why. */
    private static void everyFailureIsNamed(ProbeReport report) {
        OneStory.check(report);
        if (report.passed()) {
            assertThat(report.findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
        } else {
            assertThat(report.findings())
                    .as(report::toString)
                    .anyMatch(finding -> finding.severity() == Severity.ERROR);
            assertThat(report.has("unclassified")).as(report::toString).isFalse();
        }
        for (Attempt attempt : report.attempts()) {
            StageRows.check(attempt);
            assertThat(attempt.facts()).isNotEmpty().allMatch(fact -> fact.stage() != null && fact.took() != null);
            assertThat(attempt.fact(Connect.class)).isPresent();
        }
    }

    /** The map of a part is the same wherever it is asked for. */
    private static void isMadeOfItsParts(Map<String, Object> map, ProbeReport report) {
        assertThat(map.get("findings"))
                .isEqualTo(report.findings().stream().map(Finding::asMap).toList());
        List<?> attempts = (List<?>) map.get("attempts");
        for (Attempt attempt : report.attempts()) {
            Map<?, ?> its = (Map<?, ?>) attempts.get(attempt.index());
            assertThat(its.get("facts"))
                    .isEqualTo(attempt.facts().stream().map(Fact::asMap).toList());
            assertThat(its.get("transcript"))
                    .isEqualTo(attempt.transcript().entries().stream()
                            .map(Entry::asMap)
                            .toList());
        }
    }

    private static void readsBack(ProbeReport report) {
        for (Attempt attempt : report.attempts()) {
            assertThat(Transcript.parse(attempt.transcript().toString())).isEqualTo(attempt.transcript());
        }
    }

    private static String json(Map<String, Object> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** I-5. */
    public static void holdsNothingInvisible(String output) {
        char[] all = output.toCharArray(); // to look at a string's characters one by one takes longer
        int point;
        for (int at = 0; at < all.length; at += Character.charCount(point)) {
            point = all[at] < 0x7F ? all[at] : Character.codePointAt(all, at);
            if (point != '\n' && !Printable.visible(point)) {
                throw new AssertionError("an invisible character: U+" + Integer.toHexString(point));
            }
        }
    }

    /** The part of the base64 that does not depend on what stands before and behind. */
    private static String aligned(String before, String secret) {
        String base64 = Base64.getEncoder().encodeToString((before + secret).getBytes(StandardCharsets.UTF_8));
        return base64.substring(4, base64.length() - 4);
    }

    /** I-6. Shows where, never what. */
    public static void holdsNoSecret(String output) {
        if (SECRETS.anyIn(output)) {
            throw new AssertionError("a secret is shown");
        }
    }

    public static void holdsNot(String secret, String output) {
        if (shows(secret, output)) {
            throw new AssertionError("a secret is shown");
        }
    }

    public static boolean shows(String secret, String output) {
        return FORMS.computeIfAbsent(secret, each -> new Needles(forms(each))).anyIn(output);
    }

    private static List<String> forms(String secret) {
        byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(octets);
        String message =
                Base64.getEncoder().encodeToString(("\0ada@example.com\0" + secret).getBytes(StandardCharsets.UTF_8));
        return List.of(
                secret.substring(0, 8), // and with it the whole
                secret.substring(secret.length() - 8),
                base64.substring(0, base64.length() - 4),
                aligned("x", secret),
                aligned("xx", secret),
                message.substring(0, 24),
                message.substring(message.length() - 12),
                HexFormat.of().formatHex(octets),
                secret.replace("-", "\\u002d"),
                secret.replace("", "\0"));
    }
}
