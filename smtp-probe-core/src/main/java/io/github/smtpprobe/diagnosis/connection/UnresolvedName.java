/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.signs.ProviderHosts;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.diagnosis.words.Waited;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.smtp.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A name that led to no address at all. There are four different reasons, and someone else has to act on each. */
public final class UnresolvedName implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        Resolution resolution = seen.resolution();
        boolean pathsExist =
                !resolution.routes().isEmpty() || !resolution.denied().isEmpty();
        boolean exchangersToBlame =
                resolution.exchangers().filter(Status.FOUND::equals).isPresent()
                        && (resolution.nullMx() || !resolution.hosts().isEmpty())
                        && resolution.status() != Status.CANCELLED;
        if (pathsExist || exchangersToBlame || resolved(resolution.status())) {
            return List.of();
        }
        String hint = ProviderHosts.meantBy(resolution.target())
                .map(meant -> " Did you mean " + meant + "?")
                .orElse("");
        Map<String, String> values = new HashMap<>(application(resolution.status(), resolution.target()));
        values.put("name", resolution.target());
        values.put("detail", detail(resolution));
        values.put("hint", hint);
        values.put("asked", familyAsked(detail(resolution)));
        boolean timed = !resolution.took().isZero();
        values.put("ms", timed ? Long.toString(resolution.took().toMillis()) : "");
        values.put("longer", Waited.longer(resolution.took(), seen.request().deadline()));
        return List.of(FindingText.of(id(resolution))
                .filled(
                        values,
                        OptionalInt.empty(),
                        List.of("look-up: " + resolution.status().token()))
                .toBuilder()
                .stage(Stage.RESOLVE)
                .build());
    }

    private static String id(Resolution resolution) {
        return switch (resolution.status()) {
            case NXDOMAIN -> resolution.implicitMx() ? "mx.none" : "dns.nxdomain";
            case BOGUS -> "dns.bogus";
            case SERVER_FAILURE, NOT_SUPPORTED -> "dns.server-failure";
            case TIMEOUT -> "dns.timeout";
            case TRUNCATED -> "dns.truncated";
            case EXTENSION_FAILED -> "extension.failed";
            case HELD_UP -> "extension.slow";
            case CANCELLED -> "probe.cancelled";
            case OTHER_FAMILY -> "dns.other-family";
            case BAD_ANSWER -> "dns.bad-answer";
            default -> resolution.implicitMx() ? "mx.none" : "dns.no-address";
        };
    }

    /** The values for findings about the application's code: who could not answer, and where. */
    static Map<String, String> application(Status status, String name) {
        return status == Status.HELD_UP
                ? Map.of("host", "The resolver", "stage", "the look-up of " + name)
                : Map.of("host", name, "stage", "the look-up of its name");
    }

    /** The family of which there is no address, given an address of the other one. */
    static String familyAsked(String other) {
        return other.indexOf(':') >= 0 ? "IPv4" : "IPv6";
    }

    private static boolean resolved(Status status) {
        return status == Status.FOUND || status == Status.LEFT_TO_ROAD;
    }

    private static String detail(Resolution resolution) {
        return resolution.hosts().stream()
                .map(ResolvedHost::detail)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(resolution.detail());
    }
}
