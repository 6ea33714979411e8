/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.text.NumericAddress;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads back what {@link ReportMap} writes about names and routes; no name is looked up. */
final class KeptResolution {
    private static final int MOST_HOSTS = 1_000;
    private static final int MOST_ADDRESSES = 16;
    private static final int MOST_ROUTES = 10_000;
    private static final int MOST_PORT = 65_535;

    private KeptResolution() {}

    static Resolution read(KeptNode kept, String target) {
        Resolution.Builder read = Resolution.builder(target)
                .nullMx(kept.flag("nullMx"))
                .implicitMx(kept.flag("implicitMx"))
                .anomalies(Set.copyOf(kept.tokens("anomalies", Resolution.Anomaly::ofToken)))
                .hosts(kept.list("hosts", MOST_HOSTS, KeptResolution::host))
                .routes(kept.list("routes", MOST_ROUTES, KeptResolution::route))
                .denied(kept.list("deniedRoutes", MOST_ROUTES, KeptResolution::route))
                .detail(kept.words("detail"))
                .took(required("tookMs", kept.millis("tookMs")));
        kept.token("mxStatus", MailResolver.Status::ofToken).ifPresent(read::exchangers);
        return read.build();
    }

    private static ResolvedHost host(KeptNode kept) {
        ResolvedHost.Builder read = ResolvedHost.builder(
                        required("name", kept.text("name")),
                        required("status", kept.token("status", MailResolver.Status::ofToken)))
                .addresses(addresses(kept.texts("addresses")))
                .aliases(kept.texts("aliases"))
                .detail(kept.words("detail"));
        kept.integer("preference", Integer.MIN_VALUE, Integer.MAX_VALUE).ifPresent(read::preference);
        return read.build();
    }

    private static List<InetAddress> addresses(List<String> texts) {
        if (texts.size() > MOST_ADDRESSES) {
            throw new KeptFault("addresses", "has more than " + MOST_ADDRESSES + " elements", false);
        }
        List<InetAddress> addresses = new ArrayList<>();
        texts.forEach(text -> addresses.add(address("addresses[" + addresses.size() + "]", text)));
        return addresses;
    }

    private static InetAddress address(String place, String text) {
        return NumericAddress.read(withoutScope(text)).orElseThrow(() -> new KeptFault(place, "is no address", false));
    }

    /** A scope has a meaning only on the machine that probed. */
    private static String withoutScope(String text) {
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    static Route route(KeptNode kept) {
        String host = kept.words("host");
        return new Route(
                host,
                NumericAddress.read(withoutScope(host)).isPresent(),
                kept.text("address").map(text -> address("address", text)).orElse(Route.NO_ADDRESS),
                kept.integer("port", 1, MOST_PORT).orElse(0),
                KeptRequest.mode(kept));
    }
}
