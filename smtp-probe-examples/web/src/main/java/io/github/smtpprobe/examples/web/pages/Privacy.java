/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import jakarta.servlet.http.HttpServletResponse;

/** The headers of every answer about a single probe. */
final class Privacy {
    private Privacy() {}

    static void keep(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
    }
}
