/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.time.Duration;

/**
 * What a batch may ask of one party.
 *
 * @param atOnce   how many connections may be open at once
 * @param interval the least time from the beginning of one connection to that of the next
 */
public record Quota(int atOnce, Duration interval) {}
