/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.render.DomainHtml;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The library's style sheet for reports of both kinds. */
@RestController
class ReportStyle {
    private static final Duration KEPT = Duration.ofHours(1);

    @GetMapping(path = "/report.css", produces = "text/css;charset=UTF-8")
    ResponseEntity<String> sheet() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(KEPT)).body(DomainHtml.stylesheet());
    }
}
