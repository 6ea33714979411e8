/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The origin of a request's options that were read from mail settings. A setting that cannot be read makes the request fail,
 * unless the caller has set the options that depend on it anew. Problems with the other options are reported under the name of
 * their setting.
 *
 * @param read   the request as it was read
 * @param errors what is wrong with the settings, and which options depend on each; an error on which no option depends makes any
 *     request fail
 * @param fields the names of settings by the fields of a request
 */
record MailOrigin(ProbeRequest.Builder read, Map<Problem, Set<MailOption>> errors, Map<String, String> fields) {
    /** All problems of a request: those of its settings, and those that the validation found. */
    List<Problem> problems(ProbeRequest.Builder given, List<Problem> found) {
        List<Problem> all = new ArrayList<>();
        errors.forEach((problem, options) -> {
            if (options.isEmpty() || options.stream().anyMatch(each -> each.same(read, given))) {
                all.add(problem);
            }
        });
        for (Problem each : found) {
            boolean readSo = MailOption.of(each)
                    .filter(option -> option.same(read, given))
                    .isPresent();
            if (!readSo) {
                all.add(each);
            } else if (!known(each)) {
                all.add(each.of(fields.getOrDefault(each.field(), each.field())));
            }
        }
        return all.stream().distinct().toList();
    }

    /** Whether the setting that decides the same option is already known to be wrong, under its own name. */
    private boolean known(Problem found) {
        return errors.values().stream()
                .anyMatch(options -> options.contains(MailOption.of(found).orElse(null)));
    }
}
