/**
 * Runs a survey: it looks up DNS records, fetches the policy, has the exchangers visited, and puts together what was seen. The
 * façade provides the conversations and the fetch ({@link io.github.smtpprobe.surveys.Conversations}). The package does not judge
 * what it sees, apart from the comparisons that DANE prescribes. What senders would do comes from {@code outlook}, and what is
 * wrong is found by {@code diagnosis.domain}.
 */
@NullMarked
package io.github.smtpprobe.surveys;

import org.jspecify.annotations.NullMarked;
