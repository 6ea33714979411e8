/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Uses the client's address from {@code X-Forwarded-For}, and {@code https} from {@code X-Forwarded-Proto} as the scheme, if
 * the connection comes from one of {@code smtp-probe.proxies}; from anybody else, such headers are ignored. The client is the
 * last address that is not a proxy's: the client may have made up those before it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@EnableConfigurationProperties(AccessSettings.class)
final class ClientAddress extends OncePerRequestFilter {
    /** An attribute of requests whose connection comes from a proxy. */
    static final String VIA_PROXY = ClientAddress.class.getName() + ".proxy";

    private static final int MOST_HOPS = 50;

    private final Networks proxies;

    ClientAddress(AccessSettings settings, Environment environment) {
        String others = environment.getProperty("server.forward-headers-strategy", "none");
        if (!others.equalsIgnoreCase("none")) {
            throw new CannotStart(
                    "server.forward-headers-strategy=" + others
                            + " would trust what strangers say about their own address.",
                    "Leave it out, and list the addresses of the proxies in front of the page in smtp-probe.proxies.");
        }
        proxies = settings.trustedProxies();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!proxies.contain(request.getRemoteAddr())) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(VIA_PROXY, true);
        boolean secure = request.isSecure() || "https".equalsIgnoreCase(last(request, "X-Forwarded-Proto"));
        chain.doFilter(new Forwarded(request, client(request), secure), response);
    }

    /** Wraps the request again, because the container shows errors for the request as it arrived. */
    @Override
    protected void doFilterNestedErrorDispatch(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        doFilterInternal(request, response, chain);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private String client(HttpServletRequest request) {
        List<String> hops = hops(request, "X-Forwarded-For");
        Collections.reverse(hops);
        String client = request.getRemoteAddr();
        for (String hop : hops.subList(0, Math.min(MOST_HOPS, hops.size()))) {
            Optional<String> address = address(hop);
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
            if (!proxies.contain(client)) {
                return client;
            }
        }
        return client;
    }

    private static String last(HttpServletRequest request, String header) {
        List<String> values = hops(request, header);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    private static List<String> hops(HttpServletRequest request, String header) {
        List<String> hops = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            for (String hop : line.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        return hops;
    }

    /** Reads an address as proxies write it; some add a port. */
    private static Optional<String> address(String hop) {
        String bare = hop;
        if (hop.startsWith("[") && hop.indexOf(']') > 0) {
            bare = hop.substring(1, hop.indexOf(']'));
        } else if (hop.indexOf(':') > 0 && hop.indexOf(':') == hop.lastIndexOf(':')) {
            bare = hop.substring(0, hop.indexOf(':'));
        }
        return NumericAddress.parse(bare).map(each -> each.getHostAddress());
    }

    /** A request as the proxy received it. */
    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;
        private final boolean secure;

        Forwarded(HttpServletRequest request, String client, boolean secure) {
            super(request);
            this.client = client;
            this.secure = secure;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getScheme() {
            return secure ? "https" : super.getScheme();
        }
    }
}
