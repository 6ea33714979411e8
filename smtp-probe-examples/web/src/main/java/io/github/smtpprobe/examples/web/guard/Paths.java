/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;

/**
 * What a request is for, according to its path.
 *
 * @param path within the application
 */
record Paths(String path) {
    private static final Set<String> FOR_SEARCH_ENGINES = Set.of("/", "/domain", "/explain", "/codes");
    private static final List<String> FIXED = List.of(".css", ".js", ".svg", ".png", ".ico");

    Paths(HttpServletRequest request) {
        this(request.getRequestURI().substring(request.getContextPath().length()));
    }

    /** {@return whether it is for a file that is the same for everybody} */
    boolean fixed() {
        return path.indexOf('/', 1) < 0 && FIXED.stream().anyMatch(path::endsWith);
    }

    /** {@return whether search engines may show it} */
    boolean forSearchEngines() {
        return fixed() || FOR_SEARCH_ENGINES.contains(path);
    }
}
