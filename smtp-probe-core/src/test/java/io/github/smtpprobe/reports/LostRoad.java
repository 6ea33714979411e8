/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.RoadFailure;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.util.Optional;

/** A transport of an application's that leads through a proxy, which lets nobody pass. */
final class LostRoad implements Transport {
    private static final String ROAD = "SOCKS5 proxy 192.0.2.1:1080";

    @Override
    public Connection connect(Route route, Deadline deadline) throws IOException {
        throw new RoadFailure(RoadFailure.Kind.FORBIDDEN, ROAD + ": it answers \"not allowed by its rules\" (2)");
    }

    @Override
    public Optional<String> road() {
        return Optional.of(ROAD);
    }

    @Override
    public boolean resolvesNames() {
        return true;
    }
}
