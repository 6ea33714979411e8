/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the options of a request come from that were read of mail settings. Settings that cannot be read refuse the request, until
 * the caller has given the options anew that they decide; all that is wrong with the others bears the name of the setting.
 *
 * @param read   the request as it was read
 * @param errors what is wrong with settings, and which options each decides; one that decides none refuses any request
 * @param fields the names of settings by the fields of a request
 */
record MailOrigin(ProbeRequest.Builder read, Map<Problem, Set<MailOption>> errors, Map<String, String> fields) {
    /** All that is wrong with a request: its settings, and what the validation found. */
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

    /** Whether the setting that decides the same is wrong already, and by its own name. */
    private boolean known(Problem found) {
        return errors.values().stream()
                .anyMatch(options -> options.contains(MailOption.of(found).orElse(null)));
    }
}
