/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The name that led to no address at all: four different reasons, with four different people to act. */
final class UnresolvedName implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        Resolution resolution = seen.resolution();
        boolean pathsExist =
                !resolution.routes().isEmpty() || !resolution.denied().isEmpty();
        boolean exchangersToBlame =
                resolution.exchangers().filter(Status.FOUND::equals).isPresent();
        if (pathsExist || exchangersToBlame || resolution.status() == Status.FOUND) {
            return List.of();
        }
        String id = switch (resolution.status()) {
            case NXDOMAIN -> "dns.nxdomain";
            case BOGUS -> "dns.bogus";
            case SERVER_FAILURE -> "dns.server-failure";
            case TIMEOUT -> "dns.timeout";
            case BAD_ANSWER -> "dns.bad-answer";
            default -> "dns.no-address";
        };
        String hint = Provider.meantBy(resolution.target())
                .map(meant -> " Did you mean " + meant + "?")
                .orElse("");
        Map<String, String> values = Map.of("name", resolution.target(), "detail", detail(resolution), "hint", hint);
        return List.of(Case.finding(
                FindingText.of(id), values, OptionalInt.empty(), List.of("look-up: " + resolution.status())));
    }

    private static String detail(Resolution resolution) {
        return resolution.hosts().stream()
                .map(Resolution.Host::detail)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(resolution.detail());
    }
}
