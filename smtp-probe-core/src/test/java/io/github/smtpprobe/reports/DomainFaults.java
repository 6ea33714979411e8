/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.github.smtpprobe.harness.ShippedSchema;
import java.util.ArrayList;
import java.util.List;

/** A report on a domain, held against its schema; parts that are those of a probe are held against that of probes. */
final class DomainFaults {
    private static final JsonSchema FINDING = ShippedSchema.PROBES.part("finding");
    private static final JsonSchema ATTEMPT = ShippedSchema.PROBES.part("attempt");
    private static final JsonSchema TARGET_FACT = ShippedSchema.PROBES.part("targetFact");

    private DomainFaults() {}

    /** What is wrong with a report; nothing if it is as both schemas say. */
    static List<String> of(JsonNode report) {
        List<String> faults = new ArrayList<>();
        add(faults, ShippedSchema.DOMAINS.forReaders(), report);
        add(faults, ShippedSchema.DOMAINS.forThisRelease(), report);
        report.get("findings").forEach(each -> add(faults, FINDING, each));
        report.get("targetFacts").forEach(each -> add(faults, TARGET_FACT, each));
        report.findValues("attempt").forEach(each -> add(faults, ATTEMPT, each));
        return faults;
    }

    private static void add(List<String> faults, JsonSchema schema, JsonNode node) {
        schema.validate(node).forEach(each -> faults.add(each.getMessage()));
    }
}
