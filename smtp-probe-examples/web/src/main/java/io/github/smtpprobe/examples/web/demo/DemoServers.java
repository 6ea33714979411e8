/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.demo;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * The servers for trying out the page; there are none unless {@code smtp-probe.demo} is on. They listen only on 127.0.0.1, on
 * ports that the system chooses. Thread-safe.
 */
public class DemoServers implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger("smtp-probe.demo");
    private static final String HOST = "127.0.0.1";

    private final List<DemoListener> listeners = new ArrayList<>();
    private final List<DemoServer> servers;
    private final @Nullable CertificateAuthority authority;

    /**
     * Starts the servers.
     *
     * @param on whether there are any
     * @throws IOException if no port can be had
     */
    public DemoServers(boolean on) throws IOException {
        authority = on ? CertificateAuthority.create() : null;
        servers = authority == null ? List.of() : started(authority);
    }

    private List<DemoServer> started(CertificateAuthority signing) throws IOException {
        Instant now = Instant.now();
        SSLContext valid = signing.issue(HOST).serverContext();
        SSLContext expired = signing.issue(now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(3)), HOST)
                .serverContext();
        List<DemoServer> all = new ArrayList<>();
        for (Manner each : Manner.all()) {
            DemoListener listener = new DemoListener(each, each.expired() ? expired : valid);
            listeners.add(listener);
            all.add(new DemoServer(each.label(), HOST, listener.port(), each.forLogins()));
        }
        LOG.warn(
                "smtp-probe.demo is on: whoever uses the page may have these ports of this machine probed, which servers to try it on"
                        + " listen on, and certificates of theirs are trusted: {}",
                all.stream().map(DemoServer::target).toList());
        return List.copyOf(all);
    }

    /** {@return the servers in the order in which to show them; empty unless {@code smtp-probe.demo} is on} */
    public List<DemoServer> all() {
        return servers;
    }

    /**
     * Returns whether one of the servers listens on an address and port.
     *
     * @param address an address
     * @param port    a TCP port
     * @return whether it does
     */
    public boolean has(InetAddress address, int port) {
        return address.getHostAddress().equals(HOST) && servers.stream().anyMatch(each -> each.port() == port);
    }

    /**
     * {@return what a probe has to trust: Java's own trust and, if there are demo servers, the issuer of their certificates}
     */
    public TlsSettings trusted() {
        if (authority == null) {
            return TlsSettings.standard();
        }
        try {
            KeyStore store = authority.trustStore();
            int number = 0;
            for (X509Certificate each : trustedByJava()) {
                store.setCertificateEntry("java-" + number++, each);
            }
            return TlsSettings.builder().trustStore(store).build();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the certificates that Java trusts cannot be read", broken);
        }
    }

    private static X509Certificate[] trustedByJava() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
    }

    @Override
    public void destroy() throws IOException {
        for (DemoListener each : listeners) {
            each.close();
        }
    }
}
