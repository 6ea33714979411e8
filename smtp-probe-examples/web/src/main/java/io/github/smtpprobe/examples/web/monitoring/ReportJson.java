/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.smtpprobe.report.ProbeReport;
import java.util.Map;
import org.springframework.boot.jackson.JacksonMixin;

/**
 * Writes a {@link ProbeReport} as JSON, as {@link ProbeReport#asMap()} returns it, and reads it with {@link ProbeReport#fromMap};
 * it works with Jackson 2 and with Jackson 3. Without it, Jackson sees no properties in a report and writes {@code {}} or throws.
 * Spring Boot 4 finds this file by its annotation. With Boot 3, use {@code org.springframework.boot.jackson.JsonMixin} instead;
 * without Boot, call {@code addMixIn(ProbeReport.class, ReportJson.class)}. Both versions of Jackson write the same text. They
 * write the same bytes only if {@code COMBINE_UNICODE_SURROGATES_IN_UTF8} is enabled in Jackson 2, because without it characters
 * beyond U+FFFF are escaped.
 *
 * <p>The whole report contains hosts, addresses and mailboxes, and quotes the server. For strangers, use
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
