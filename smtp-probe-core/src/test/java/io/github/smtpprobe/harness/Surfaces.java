/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import java.util.ArrayList;
import java.util.List;

/** Every text that can be made of a report: by every form of output, and what its accessors lead to. */
public final class Surfaces {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Surfaces() {}

    public static List<String> of(ProbeReport report) throws JsonProcessingException {
        List<String> all = new ArrayList<>(OutputForms.of(report));
        all.addAll(List.of(
                JSON.writeValueAsString(report.asMap()),
                report.resolution().toString(),
                report.findings().toString(),
                Accessors.texts(report)));
        for (Attempt attempt : report.attempts()) {
            all.add(attempt.transcript().pseudonymised().toString());
        }
        return all;
    }
}
