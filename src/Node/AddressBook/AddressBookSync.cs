using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SdkNode.Node.Alarms;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store.Rows;
using SdkNode.Routing.AddressBook;

namespace SdkNode.Node.AddressBook;

/// <summary>
/// DIR-7: brings the local copy of an environment's address book up to date. What cannot be read, or is no plausible address book,
/// leaves the copy as it is and raises an alarm.
/// </summary>
internal sealed partial class AddressBookSync(AddressBooks books, AddressBookStore store, AlarmList alarms, JobLeases leases, TimeProvider clock, ILogger<AddressBookSync> logger) : IDisposable
{
    private const int MostSkippedShown = 20;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http = new(AddressBookClient.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tried = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Began, SyncOutcome Outcome)> _last = new(StringComparer.Ordinal);

    /// <summary>When an environment was last tried by this process; null when it was not.</summary>
    public DateTimeOffset? LastTry(string environment) => _tried.TryGetValue(environment, out var at) ? at : null;

    /// <summary>Synchronises an environment, one node at a time; what another one brings meanwhile is taken.</summary>
    /// <param name="environment">Its name.</param>
    /// <param name="acceptShrunken">Whether a copy of less than half the entries is taken: an admin says that so many have left.</param>
    /// <param name="cancellationToken">Gives up; the copy stays.</param>
    public async Task<SyncOutcome> SyncAsync(string environment, bool acceptShrunken, CancellationToken cancellationToken)
    {
        if (books.FindSynchronised(environment)?.Source is not { } source)
        {
            return SyncOutcome.Failed(environment, $"The environment \"{environment}\" has no address book: its setting AddressBook:Url is not given.");
        }

        var asked = clock.GetTimestamp();
        var turn = _turns.GetOrAdd(environment, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (!acceptShrunken && _last.TryGetValue(environment, out var last) && last.Began > asked)
            {
                // Many ask at the same time for what one synchronisation brings.
                return last.Outcome;
            }

            var began = clock.GetTimestamp();
            _tried[environment] = clock.GetUtcNow();
            var before = await store.FindStateAsync(environment, cancellationToken);
            SyncOutcome? outcome = null;
            while (!await leases.TryRunAsync($"addressbook {environment}", TimeSpan.Zero, RunAsync, cancellationToken))
            {
                await Task.Delay(AskAgain, clock, cancellationToken);
            }

            _last[environment] = (began, outcome!);
            return outcome!;

            async Task RunAsync(CancellationToken held) =>
                outcome = (acceptShrunken ? null : await BroughtAsync(environment, before, held)) ?? await SyncAsync(environment, source, acceptShrunken, held);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        foreach (var turn in _turns.Values)
        {
            turn.Dispose();
        }
    }

    private async Task<SyncOutcome> SyncAsync(string environment, AddressBookSource source, bool acceptShrunken, CancellationToken cancellationToken)
    {
        if (!(await new AddressBookClient(_http, source, clock).FetchAsync(cancellationToken)).TryGet(out var content, out var fault))
        {
            return await KeepAsync(environment, source, fault.Detail, fault.Retryable ? "It is tried again." : "Check the setting AddressBook:Url, and ask whoever runs the address book.", cancellationToken);
        }

        var state = await store.FindStateAsync(environment, cancellationToken);
        if (Implausible(content, state, acceptShrunken) is { } doubt)
        {
            var remedy = $"If it is right, take it with: sdknode addressbook sync --environment {environment} --accept-shrunken.";
            return await KeepAsync(environment, source, doubt, remedy, cancellationToken);
        }

        var syncedAt = await store.ReplaceAsync(environment, content, cancellationToken);
        books.Take(environment, content.Entries, syncedAt);
        await alarms.ClearAsync(AlarmKinds.AddressBookStale, environment, source.Url.AbsoluteUri, cancellationToken);
        return Taken(environment, content);
    }

    // Null when no other node has synchronised it since.
    private async Task<SyncOutcome?> BroughtAsync(string environment, AddressBookStateRow? before, CancellationToken cancellationToken)
    {
        var state = await store.FindStateAsync(environment, cancellationToken);
        if (state is null || (state.SyncedAt, state.FailedAt) == (before?.SyncedAt, before?.FailedAt))
        {
            return null;
        }

        await books.LoadAsync(environment, cancellationToken);
        return state.Fault is { } fault
            ? SyncOutcome.Failed(environment, fault)
            : new SyncOutcome(environment, books.Find(environment).Organizations.Count, books.Find(environment).Addresses.Count, [], null);
    }

    private SyncOutcome Taken(string environment, AddressBookContent content)
    {
        var book = books.Find(environment);
        var skipped = content.Skipped.Concat(book.Skipped).Select(entry => $"{entry.Resource.Name()} {entry.Id ?? "without id"}: {entry.Reason}").ToList();
        LogTaken(logger, environment, book.Organizations.Count, book.Addresses.Count);
        if (skipped.Count > 0)
        {
            LogSkipped(logger, environment, skipped.Count, skipped[0]);
        }

        return new SyncOutcome(environment, book.Organizations.Count, book.Addresses.Count, [.. skipped.Take(MostSkippedShown)], null);
    }

    private async Task<SyncOutcome> KeepAsync(string environment, AddressBookSource source, string fault, string remedy, CancellationToken cancellationToken)
    {
        LogKept(logger, environment, fault);
        await store.FailAsync(environment, fault, cancellationToken);
        await alarms.RaiseAsync(AlarmKinds.AddressBookStale, environment, source.Url.AbsoluteUri, fault, remedy, cancellationToken);
        return SyncOutcome.Failed(environment, $"{fault} {remedy}");
    }

    // An address book that has lost most of its entries is more likely broken than right, and every receiver would be unknown.
    private static string? Implausible(AddressBookContent content, AddressBookStateRow? old, bool acceptShrunken)
    {
        var (organizations, addresses) = (content.Count(AddressBookResource.Organizations), content.Count(AddressBookResource.Addresses));
        return organizations == 0 || addresses == 0 ? $"The address book has {organizations} usable organisations and {addresses} usable functional addresses."
            : acceptShrunken || old?.SyncedAt is null ? null
            : organizations * 2 < old.Organizations ? $"The address book has shrunk from {old.Organizations} organisations to {organizations}."
            : addresses * 2 < old.Addresses ? $"The address book has shrunk from {old.Addresses} functional addresses to {addresses}."
            : null;
    }

    [LoggerMessage(1500, LogLevel.Information, "The address book of {Environment} is synchronised: {Organizations} organisations and units, {Addresses} functional addresses.")]
    private static partial void LogTaken(ILogger logger, string environment, int organizations, int addresses);

    [LoggerMessage(1501, LogLevel.Warning, "The address book of {Environment} has {Count} entries that cannot be used; the first is {First}.")]
    private static partial void LogSkipped(ILogger logger, string environment, int count, string first);

    [LoggerMessage(1502, LogLevel.Warning, "The address book of {Environment} could not be synchronised, the copy stays: {Fault}")]
    private static partial void LogKept(ILogger logger, string environment, string fault);
}
