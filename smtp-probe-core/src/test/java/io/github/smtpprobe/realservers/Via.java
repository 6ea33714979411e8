/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The proxies of a row, parted by commas, each as {@code SERVER:SERVICE} or {@code SERVER:SERVICE/USER/right|wrong}; a service that no
 * server has is a port where nobody listens.
 */
record Via(String text) {
    static final String PASSWORD = "right-horse";

    /** {@return the servers that have to be there} */
    List<String> servers() {
        return Arrays.stream(text.split(",")).map(each -> each.split(":")[0]).toList();
    }

    void addTo(ProbeRequest.Builder request, boolean resolving) {
        List<Proxy> all = new ArrayList<>();
        for (String each : text.split(",")) {
            all.add(proxy(each));
        }
        int last = all.size() - 1;
        all.set(last, resolving ? all.get(last).resolvingNames() : all.get(last));
        request.road(Road.through(all.get(0), all.subList(1, all.size()).toArray(new Proxy[0])));
    }

    private static Proxy proxy(String text) {
        String[] parts = text.split("[:/]");
        int port = Machine.port(parts[0], parts[1]);
        Proxy proxy = parts[0].equals("tinyproxy") ? Proxy.http("127.0.0.1", port) : Proxy.socks5("127.0.0.1", port);
        return parts.length < 4
                ? proxy
                : proxy.login(parts[2], (parts[3].equals("right") ? PASSWORD : "wrong-battery").toCharArray());
    }
}
