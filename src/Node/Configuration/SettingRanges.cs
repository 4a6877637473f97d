namespace SdkNode.Node.Configuration;

/// <summary>Numbers and times that no node can run with, such as a parallelism of 0, which would send nothing and say nothing.</summary>
internal static class SettingRanges
{
    /// <summary>Every value of the node itself that is out of its range.</summary>
    public static IEnumerable<ConfigurationFault> Check(NodeOptions options) => Check("",
    [
        ("DrainDelay", Within(options.DrainDelay, TimeSpan.Zero, TimeSpan.FromMinutes(10)), options.DrainDelay, "Use up to 10 minutes; the default is none."),
        ("DrainTime", Within(options.DrainTime, TimeSpan.Zero, TimeSpan.FromHours(1)), options.DrainTime, "Use up to 1 hour; the default is 25 seconds."),
        ("MinFreeBytes", options.MinFreeBytes >= 0, options.MinFreeBytes, "Use 0 for no floor, or octets; the default is 200000000."),
    ]);

    /// <summary>Every value of an environment that is out of its range.</summary>
    public static IEnumerable<ConfigurationFault> Check(string key, EnvironmentOptions options)
    {
        return Check($"{key}:",
        [
            ("Retry:Attempts", options.Retry.Attempts is >= 1 and <= 100, options.Retry.Attempts, "Use 1 to 100; the default is 5."),
            ("Retry:Span", Within(options.Retry.Span, TimeSpan.Zero, TimeSpan.FromDays(14)), options.Retry.Span, "Use up to 14 days; the default is 4 hours."),
            ("MessageReceiptTimeout", Within(options.MessageReceiptTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(60)), options.MessageReceiptTimeout, "Use up to 60 days; the default is 1 day."),
            ("MessageReceiptWarning", Within(options.MessageReceiptWarning, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(60)), options.MessageReceiptWarning, "Use up to 60 days; the default is 4 hours."),
            ("RejectedDays", options.RejectedDays is >= 1 and <= 3650, options.RejectedDays, "Use 1 to 3650; the default is 90."),
            ("MetadataCacheTime", Within(options.MetadataCacheTime, TimeSpan.Zero, TimeSpan.FromDays(7)), options.MetadataCacheTime, "Use up to 7 days; the default is 1 hour."),
            ("AddressBook:SyncInterval", Within(options.AddressBook.SyncInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)), options.AddressBook.SyncInterval, "Use 1 minute to 7 days; the default is 6 hours."),
            ("AddressBook:RefreshAge", Within(options.AddressBook.RefreshAge, TimeSpan.Zero, TimeSpan.FromDays(7)), options.AddressBook.RefreshAge, "Use up to 7 days; the default is 5 minutes."),
            ("AddressBook:Timeout", Within(options.AddressBook.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), options.AddressBook.Timeout, "Use 1 second to 10 minutes; the default is 30 seconds."),
            ("Transport:Path", options.Transport.Path.StartsWith('/'), options.Transport.Path, "A path starts with /, as /as4 does."),
            ("Transport:ClockSkew", Within(options.Transport.ClockSkew, TimeSpan.Zero, TimeSpan.FromHours(1)), options.Transport.ClockSkew, "Use up to 1 hour; the default is 5 minutes."),
            ("Transport:RequestTimeout", Within(options.Transport.RequestTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(6)), options.Transport.RequestTimeout, "Use 1 second to 6 hours; the default is 10 minutes."),
            ("Transport:DuplicateDays", options.Transport.DuplicateDays is >= 2 and <= 3650, options.Transport.DuplicateDays, "Use 2 to 3650; the default is 30."),
            ("Transport:Parallelism", options.Transport.Parallelism is >= 1 and <= 256, options.Transport.Parallelism, "Use 1 to 256; the default is 8."),
            ("Transport:BreakerFailures", options.Transport.BreakerFailures is >= 0 and <= 1000, options.Transport.BreakerFailures, "Use 1 to 1000, or 0 for never; the default is 5."),
            ("Transport:BreakerShortest", Within(options.Transport.BreakerShortest, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)), options.Transport.BreakerShortest, "Use up to 1 hour; the default is 30 seconds."),
            ("Transport:BreakerLongest", Within(options.Transport.BreakerLongest, options.Transport.BreakerShortest, TimeSpan.FromHours(4)), options.Transport.BreakerLongest, "Use at least BreakerShortest and up to 4 hours; the default is 10 minutes."),
            ("UnregisteredSender:Answers", options.UnregisteredSender.Answers is >= 1 and <= 20, options.UnregisteredSender.Answers, "Use 1 to 20; the default is 4."),
            ("UnregisteredSender:Span", Within(options.UnregisteredSender.Span, TimeSpan.Zero, TimeSpan.FromDays(3)), options.UnregisteredSender.Span, "Use up to 3 days; the default is 2 hours."),
            ("Limits:MaxEnvelopeBytes", options.Limits.MaxEnvelopeBytes >= 10_000, options.Limits.MaxEnvelopeBytes, "Use at least 10000; the profile asks for 100000000."),
            ("Limits:MaxMessageBytes", options.Limits.MaxMessageBytes >= 10_000, options.Limits.MaxMessageBytes, "Use at least 10000; the default is 36700160."),
            ("Limits:MaxOutgoingMessageBytes", options.Limits.MaxOutgoingMessageBytes >= 10_000, options.Limits.MaxOutgoingMessageBytes, "Use at least 10000; the default is 30000000."),
            ("Limits:MinBytesPerSecond", options.Limits.MinBytesPerSecond >= 1, options.Limits.MinBytesPerSecond, "Use at least 1; the default is 1024."),
            ("Limits:MaxConcurrentRequests", options.Limits.MaxConcurrentRequests >= 1, options.Limits.MaxConcurrentRequests, "Use at least 1; the default is 64."),
            ("Monitoring:Every", Within(options.Monitoring.Every, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)), options.Monitoring.Every, "Use 1 minute to 7 days; the default is 1 hour."),
            .. Border(options.Limits),
            .. Retention(options),
        ]);
    }

    private static (string Name, bool Fits, object Value, string Remedy)[] Border(LimitOptions limits) =>
    [
        ("Limits:MaxConnections", limits.MaxConnections >= 0, limits.MaxConnections, "Use 0 for no limit; the default is 1000."),
        ("Limits:MaxConnectionsPerAddress", limits.MaxConnectionsPerAddress >= 0, limits.MaxConnectionsPerAddress, "Use 0 for no limit; the default is 200."),
        ("Limits:PartnerConcurrentRequests", limits.PartnerConcurrentRequests >= 0, limits.PartnerConcurrentRequests, "Use 0 for no limit; the default is 32."),
        ("Limits:PartnerRequestsPerMinute", limits.PartnerRequestsPerMinute >= 0, limits.PartnerRequestsPerMinute, "Use 0 for no limit; the default is 6000."),
        ("Limits:PartnerBytesPerMinute", limits.PartnerBytesPerMinute >= 0, limits.PartnerBytesPerMinute, "Use 0 for no limit; the default is 6000000000."),
        ("Limits:BanRefusals", limits.BanRefusals >= 0, limits.BanRefusals, "Use 0 for never; the default is 60."),
        ("Limits:BanTime", Within(limits.BanTime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), limits.BanTime, "Use 1 second to 1 day; the default is 15 minutes."),
    ];

    // What is forgotten too early would come back to life: a message as a new one, a receipt as one for nobody.
    private static (string Name, bool Fits, object Value, string Remedy)[] Retention(EnvironmentOptions options)
    {
        var retention = options.Retention;
        var longest = new[] { retention.ContentDays ?? 0, retention.UnhandledDays ?? 0, retention.SealedDays, options.RejectedDays, options.Transport.DuplicateDays }.Max();
        return
        [
            ("Retention:ContentDays", retention.ContentDays is null or (>= 1 and <= 3650), retention.ContentDays ?? 0, "Use 1 to 3650, or leave it out."),
            ("Retention:UnhandledDays", retention.UnhandledDays is null || (retention.UnhandledDays <= 3650 && retention.UnhandledDays >= Math.Max(1, retention.ContentDays ?? 1)), retention.UnhandledDays ?? 0,
                "Use 1 to 3650, at least Retention:ContentDays, or leave it out."),
            ("Retention:SealedDays", retention.SealedDays is >= 1 and <= 3650, retention.SealedDays, "Use 1 to 3650; the default is 30."),
            ("Retention:MetadataDays", retention.MetadataDays <= 36500 && retention.MetadataDays >= longest, retention.MetadataDays,
                $"Use {longest} to 36500: at least as long as contents, rejected messages and the memory for duplicates are kept. The default is 400."),
            ("Retention:EventLogDays", retention.EventLogDays is >= 365 and <= 36500, retention.EventLogDays, "Use 365 to 36500 (AP-5); the default is 730."),
        ];
    }

    private static IEnumerable<ConfigurationFault> Check(string key, (string Name, bool Fits, object Value, string Remedy)[] rules) =>
        from rule in rules where !rule.Fits select new ConfigurationFault($"{key}{rule.Name}", $"{rule.Value}", "It is out of range.", rule.Remedy);

    private static bool Within(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
