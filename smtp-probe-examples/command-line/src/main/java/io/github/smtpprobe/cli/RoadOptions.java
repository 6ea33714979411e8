/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach the server: through proxies, or by a Unix socket. */
final class RoadOptions {
    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description =
                    "Go through a proxy: socks5://[USER@]HOST:PORT, or http://[USER@]HOST:PORT for CONNECT; with socks5h:// and"
                            + " httph:// the proxy looks up names. Repeatable, in order; it must not contain a password.")
    private @Nullable List<String> proxies;

    @Option(
            names = "--proxy-password-env",
            paramLabel = "NAME",
            description =
                    "Take the password of the proxy from this environment variable. Repeatable, one for each USER in order.")
    private @Nullable List<String> variables;

    @Option(
            names = "--unix-socket",
            paramLabel = "PATH",
            description = "Connect to this Unix socket; HOST and --port name the server for TLS and the report.")
    private @Nullable Path socket;

    @Option(
            names = "--source-address",
            paramLabel = "ADDRESS",
            description = "Connect from this address of this machine.")
    private @Nullable String source;

    void addTo(ProbeRequest.Builder request, Map<String, String> environment) {
        if (socket != null && proxies != null) {
            throw new IllegalArgumentException("--proxy and --unix-socket exclude each other");
        }
        if (source != null) {
            request.sourceAddress(own(source));
        }
        List<Proxy> all = proxies(environment);
        if (socket != null) {
            request.road(Road.unixSocket(socket));
        } else if (!all.isEmpty()) {
            request.road(Road.through(all.get(0), all.subList(1, all.size()).toArray(new Proxy[0])));
        }
    }

    private static InetAddress own(String text) {
        String bare = text.replaceFirst("^\\[(.*)\\]$", "$1");
        InetAddress address = GivenAddress.read(bare)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--source-address takes an address, such as 192.0.2.1 or 2001:db8::1"));
        try {
            boolean ours = address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
            if (address.isAnyLocalAddress() || !ours) {
                throw new IllegalArgumentException("--source-address is not an address of this machine");
            }
        } catch (SocketException unknown) {
            // connecting reports it
        }
        return address;
    }

    private List<Proxy> proxies(Map<String, String> environment) {
        List<String> left = new ArrayList<>(variables == null ? List.of() : variables);
        List<Proxy> all = new ArrayList<>();
        for (String each : proxies == null ? List.<String>of() : proxies) {
            ProxyUrl url = ProxyUrl.read(each);
            if (url.user().isPresent() && left.isEmpty()) {
                throw new IllegalArgumentException("--proxy-password-env is missing for a user of --proxy");
            }
            all.add(
                    url.user().isPresent()
                            ? url.proxy().login(url.user().get(), password(left.remove(0), environment))
                            : url.proxy());
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("--proxy-password-env needs a user in --proxy, one for each");
        }
        return all;
    }

    private static char[] password(String variable, Map<String, String> environment) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "the environment variable that --proxy-password-env names holds no password");
        }
        Misread.refuse("the environment variable that --proxy-password-env names", value);
        return value.toCharArray();
    }
}
