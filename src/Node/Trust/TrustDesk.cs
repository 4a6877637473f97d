using SdkNode.Node.Administration;
using SdkNode.Node.Audit;
using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Trust;

/// <summary>Authorities that an administrator wants to trust.</summary>
/// <param name="Environment">The environment; may be left out where there is one.</param>
/// <param name="Purpose">A name of <see cref="TrustPurposes"/>.</param>
/// <param name="FileName">What faults call the file.</param>
/// <param name="Content">The file: one certificate or several.</param>
/// <param name="AsAnchor">Whether chains may end with them though they are no roots.</param>
/// <param name="Fingerprints">The SHA-256 fingerprints that the administrator has compared; all that the file holds, or nothing is trusted.</param>
/// <param name="By">Who asks.</param>
internal sealed record TrustWish(string? Environment, string? Purpose, string FileName, byte[] Content, bool AsAnchor, IReadOnlyList<string> Fingerprints, string By);

/// <summary>What became of a wish.</summary>
/// <param name="Lines">The authorities of the file.</param>
/// <param name="Unconfirmed">Whether nothing was done because not every fingerprint is confirmed.</param>
/// <param name="Notes">What to know or do next.</param>
internal sealed record TrustDone(IReadOnlyList<TrustLine> Lines, bool Unconfirmed, IReadOnlyList<string> Notes);

/// <summary>An administrator's work with trust anchors: what is done counts at once, on every node of the store.</summary>
internal sealed class TrustDesk(NodeSetup setup, TrustStore store, TrustKeeper keeper, KeyAccess access, CertificateVerifier verifier)
{
    private const int ShortestName = 6;

    /// <summary>All authorities that count.</summary>
    public async Task<IReadOnlyList<TrustLine>> ListAsync(CancellationToken cancellationToken) => TrustLine.All(setup, await store.ListAsync(cancellationToken));

    /// <summary>Trusts the authorities of a file whose fingerprints are confirmed; with unconfirmed ones it does nothing and tells them.</summary>
    public async Task<Result<TrustDone, DeskFault>> ImportAsync(TrustWish wish, CancellationToken cancellationToken)
    {
        if (!Place(wish.Environment, wish.Purpose).TryGet(out var place, out var fault)
            || !(await TrustFile.ReadAsync(wish, place.Environment, place.Purpose, verifier, access.Development, cancellationToken)).TryGet(out var authorities, out fault))
        {
            return fault;
        }

        var lines = authorities.Select(authority => (Authority: authority, Line: TrustLine.Of(place.Environment.Name, place.Purpose, authority, "file", null))).ToList();
        var confirmed = wish.Fingerprints.Select(Plain).ToList();
        if (confirmed.FirstOrDefault(fingerprint => lines.TrueForAll(line => line.Line.Fingerprint != fingerprint)) is { } stranger)
        {
            return new DeskFault($"No certificate of {wish.FileName} has the fingerprint {stranger}.", "Compare again: the file may not be the one that you mean.");
        }

        if (lines.Exists(line => !confirmed.Contains(line.Line.Fingerprint)))
        {
            return new TrustDone([.. lines.Select(line => line.Line)], Unconfirmed: true, ["Nothing is trusted yet. Compare each fingerprint with a source that did not come with the file, such as docs/environments.md or the federation's operator."]);
        }

        var here = TrustLine.All(setup, await store.ListAsync(cancellationToken)).Where(line => line.Environment == place.Environment.Name && line.Purpose == place.Purpose.Name()).ToList();
        var added = lines.Where(line => !here.Exists(known => known.Fingerprint == line.Line.Fingerprint && known.Role == line.Line.Role)).ToList();
        await store.AddAsync([.. added.Select(line => Added(line.Line, line.Authority, place.Purpose, wish.By))], cancellationToken);
        await keeper.ReloadAsync(CancellationToken.None);
        return new TrustDone([.. lines.Select(line => line.Line)], Unconfirmed: false, [.. Notes(place, lines.Count - added.Count)]);
    }

    /// <summary>Trusts an authority no more.</summary>
    /// <param name="name">The fingerprint or its beginning.</param>
    /// <param name="environment">The environment; null: where there is one.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="force">Even where work stops by it.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<Result<TrustDone, DeskFault>> RemoveAsync(string name, string? environment, string? purpose, bool force, string by, CancellationToken cancellationToken)
    {
        if (!Place(environment, purpose).TryGet(out var place, out var fault))
        {
            return fault;
        }

        var wanted = Plain(name);
        var rows = (await store.ListAsync(cancellationToken)).Where(row => row.Environment == place.Environment.Name && row.Purpose == place.Purpose).ToList();
        var found = rows.Where(row => wanted.Length >= ShortestName && row.Fingerprint.StartsWith(wanted, StringComparison.Ordinal)).ToList();
        if (found.Count == 0)
        {
            return TrustLine.All(setup, rows).Any(line => line.Source == "settings" && line.Environment == place.Environment.Name && line.Purpose == place.Purpose.Name() && wanted.Length >= ShortestName && line.Fingerprint.StartsWith(wanted, StringComparison.Ordinal))
                ? new DeskFault("The settings name it.", "Take it out of Trust in the settings file and restart the node.")
                : new DeskFault($"{place.Environment.Name} {place.Purpose.Name()} trusts no \"{name}\".", "See: sdknode trust list");
        }

        if (found.Select(row => row.Fingerprint).Distinct().Count() > 1)
        {
            return new DeskFault($"Several begin with \"{name}\".", "Write more of the fingerprint.");
        }

        var left = place.Environment.Trust.Live(place.Purpose).Current.Anchors.Count - found.Count(row => row.IsAnchor);
        if (!force && left <= 0)
        {
            return new DeskFault($"It is the last anchor for {place.Environment.Name} {place.Purpose.Name()}. {place.Purpose.Need()}", "Import its successor first, or say --force.");
        }

        var lines = TrustLine.All(setup, found).Where(line => line.Source == "store").ToList();
        await store.RemoveAsync([.. found.Select((row, i) => (row.Id, Entry(SecurityLog.TrustRemoved, lines[i], by)))], cancellationToken);
        await keeper.ReloadAsync(CancellationToken.None);
        return new TrustDone(lines, Unconfirmed: false, ["It is trusted no more. What rests on it alone is refused from now on."]);
    }

    private (TrustRow Row, SecurityLogRow Entry) Added(TrustLine line, TrustedAuthority authority, TrustPurpose purpose, string by)
    {
        var now = verifier.Clock.GetUtcNow();
        var row = new TrustRow
        {
            Id = Guid.CreateVersion7(now),
            Environment = line.Environment,
            Purpose = purpose,
            IsAnchor = authority.IsAnchor,
            Certificate = authority.Certificate.RawData,
            Fingerprint = line.Fingerprint,
            AddedAt = now,
            AddedBy = by,
        };
        return (row, Entry(SecurityLog.TrustAdded, line, by));
    }

    private SecurityLogRow Entry(string name, TrustLine line, string by) => new()
    {
        Environment = line.Environment,
        Participant = "",
        At = verifier.Clock.GetUtcNow(),
        Event = name,
        Actor = by,
        Subject = line.Fingerprint,
        Detail = $"{line.Purpose} {line.Role}: {line.Subject}",
    };

    private static IEnumerable<string> Notes(TrustPlace place, int known)
    {
        if (known > 0)
        {
            yield return known == 1 ? "One of them was trusted already." : $"{known} of them were trusted already.";
        }

        var (environment, purpose) = place;
        if (purpose is TrustPurpose.AccessPoint && environment.Trust.Live(purpose).Current.Issuers.Count == 0)
        {
            yield return "Any authority below the root may issue access points' certificates until its issuing CA is imported too (AS4-SEC-4).";
        }

        string[] missing = [.. TrustPurposes.All.Where(other => environment.Trust.Gap(other) is not null).Select(other => other.Name())];
        yield return missing.Length == 0 ? $"{environment.Name} has anchors for every purpose." : $"Still without an anchor in {environment.Name}: {string.Join(", ", missing)}.";
    }

    private Result<TrustPlace, DeskFault> Place(string? environment, string? purpose)
    {
        if (TrustPurposes.Find(purpose) is not { } found)
        {
            return new DeskFault(purpose is null ? "The purpose is missing." : $"There is no purpose \"{purpose}\".", $"Give --purpose one of: {TrustPurposes.Names}.");
        }

        var where = environment is null && setup.Environments.Count == 1 ? setup.Environments[0] : setup.Environments.FirstOrDefault(known => known.Name == environment);
        return where is null
            ? new DeskFault(
                environment is null ? "The environment is missing." : $"There is no environment \"{environment}\".",
                $"Give --environment one of: {string.Join(", ", setup.Environments.Select(known => known.Name))}.")
            : new TrustPlace(where, found);
    }

    // As people copy them: with colons or spaces, in either case.
    private static string Plain(string fingerprint) => fingerprint.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private sealed record TrustPlace(EnvironmentSetup Environment, TrustPurpose Purpose);
}
