/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.smtpprobe.report.ProbeReport;
import java.util.Map;
import org.springframework.boot.jackson.JacksonMixin;

/**
 * A {@link ProbeReport} as JSON: what {@link ProbeReport#asMap()} tells, whether Jackson 2 or Jackson 3 writes it, and read again by
 * {@link ProbeReport#fromMap}. Without it a report has no properties that Jackson would see, and is {@code {}} or an error. Spring Boot 4
 * finds this file by its annotation; with Boot 3 that is {@code org.springframework.boot.jackson.JsonMixin}, and without Boot
 * {@code addMixIn(ProbeReport.class, ReportJson.class)} does it. Both write the same text; of octets
 * that is so where Jackson 2 has {@code COMBINE_UNICODE_SURROGATES_IN_UTF8}, since without it characters beyond U+FFFF are escapes.
 *
 * <p>The whole report names hosts, addresses and mailboxes, and quotes the server. For strangers there is
 * {@link ProbeReport#publicSummary()}.
 */
@JacksonMixin(ProbeReport.class)
public abstract class ReportJson {
    private ReportJson() {}

    /** As {@link ProbeReport#asMap()}. */
    @JsonValue
    abstract Map<String, Object> asMap();

    /** As {@link ProbeReport#fromMap}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ProbeReport fromMap(Map<String, ?> map) {
        return ProbeReport.fromMap(map);
    }
}
