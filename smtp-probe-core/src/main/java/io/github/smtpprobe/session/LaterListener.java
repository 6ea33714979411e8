/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds back the events of an attempt that runs during another one until that one has ended, so that listeners hear of one
 * attempt after the other.
 */
final class LaterListener implements SessionListener {
    private final SessionListener listener;
    private final List<Runnable> news = new ArrayList<>();

    LaterListener(SessionListener listener) {
        this.listener = listener;
    }

    @Override
    public void started(int attempt, Route route, Purpose purpose) {
        news.add(() -> listener.started(attempt, route, purpose));
    }

    @Override
    public void begun(int attempt, Stage stage) {
        news.add(() -> listener.begun(attempt, stage));
    }

    @Override
    public void recorded(int attempt, Entry entry) {
        news.add(() -> listener.recorded(attempt, entry));
    }

    @Override
    public void observed(int attempt, Fact fact) {
        news.add(() -> listener.observed(attempt, fact));
    }

    void tell() {
        news.forEach(Runnable::run);
        news.clear();
    }
}
