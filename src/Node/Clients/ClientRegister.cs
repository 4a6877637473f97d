using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Alarms;
using SdkNode.Node.Api.Admin;
using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Security;

namespace SdkNode.Node.Clients;

/// <summary>
/// The clients that the embedded authorisation server knows. Every call reads the store, so that what an admin changes counts for
/// the next request, tokens already given out included.
/// </summary>
internal sealed class ClientRegister(Func<NodeDb> open, IReadOnlyList<ServedParticipant> served, TimeProvider clock)
{
    private const int MostNameLength = 100;
    private const int MostAddresses = 100;

    /// <summary>Adds a client, or says what is wrong with the wish.</summary>
    public async Task<Result<ClientRow, ClientFault>> AddAsync(ClientWish wish, CancellationToken cancellationToken)
    {
        if (!Check(wish).TryGet(out var row, out var fault))
        {
            return fault;
        }

        await using var db = open();
        db.Clients.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return row;
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            return new ClientFault($"There is a client named {row.Name} already. Choose another name, or use rotate to change its key.");
        }
    }

    /// <summary>All clients by name.</summary>
    public async Task<IReadOnlyList<ClientRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Clients.AsNoTracking().OrderBy(client => client.Name).ToListAsync(cancellationToken);
    }

    /// <summary>The client with this client_id as it is now, or null.</summary>
    public async Task<ClientRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = open();
        return await db.Clients.AsNoTracking().SingleOrDefaultAsync(client => client.Id == id, cancellationToken);
    }

    /// <summary>Adds keys to a client; its old ones go on to count until they are dropped.</summary>
    /// <param name="idOrName">The client_id, or the name.</param>
    /// <param name="keys">Public keys: PEM, certificate, JWK or JWKS.</param>
    /// <param name="dropOld">Whether only the new keys count from now on.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<Result<ClientRow, ClientFault>> RotateAsync(string idOrName, string keys, bool dropOld, CancellationToken cancellationToken)
    {
        if (!ClientKeySet.Read(keys).TryGet(out var set, out var fault))
        {
            return fault;
        }

        await using var db = open();
        if (await NamedAsync(db, idOrName, cancellationToken) is not { } row)
        {
            return Unknown(idOrName);
        }

        if (!dropOld && !ClientKeySet.OfRow(row.Keys).With(set).TryGet(out set, out fault))
        {
            return fault;
        }

        row.Keys = set.ToJson();
        row.ChangedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>Removes a client; its tokens are refused from now on.</summary>
    public async Task<Result<ClientRow, ClientFault>> RemoveAsync(string idOrName, CancellationToken cancellationToken)
    {
        await using var db = open();
        if (await NamedAsync(db, idOrName, cancellationToken) is not { } row)
        {
            return Unknown(idOrName);
        }

        db.Clients.Remove(row);
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    private static Task<ClientRow?> NamedAsync(NodeDb db, string idOrName, CancellationToken cancellationToken) =>
        db.Clients.SingleOrDefaultAsync(client => client.Id == idOrName || client.Name == idOrName, cancellationToken);

    private static ClientFault Unknown(string idOrName) => new($"There is no client {idOrName}. See: sdknode clients list");

    private Result<ClientRow, ClientFault> Check(ClientWish wish)
    {
        var name = wish.Name.Trim();
        if (name.Length is 0 or > MostNameLength || name.Any(char.IsControl))
        {
            return new ClientFault($"A client needs a name of 1 to {MostNameLength} characters.");
        }

        return wish.Participant is null ? CheckAdministrator(wish, name) : CheckParticipant(wish, name, wish.Participant);
    }

    // Its scopes are of the administration API and no others: whoever administers reads no messages by it.
    private Result<ClientRow, ClientFault> CheckAdministrator(ClientWish wish, string name)
    {
        if (wish.Environment is not null || wish.Addresses.Count > 0)
        {
            return new ClientFault("An administrator's client belongs to the whole node: it has no environment, participant or functional addresses.");
        }

        return CheckRest(wish, name, new ServedParticipant(AlarmList.AllEnvironments, ""), AdminScopes.All);
    }

    private Result<ClientRow, ClientFault> CheckParticipant(ClientWish wish, string name, string participant)
    {
        var places = served.Where(place => Same(place.Participant, participant) && (wish.Environment is null || Same(place.Environment, wish.Environment))).ToList();
        if (places.Count != 1)
        {
            var known = string.Join(", ", served.Select(place => $"{place.Participant} in {place.Environment}"));
            return new ClientFault(places.Count > 1 ? $"{participant} is served in several environments. Say which with --environment: {string.Join(", ", places.Select(place => place.Environment))}."
                : wish.Environment is { } environment ? $"{participant} is not served here in {environment}. Served are: {known}."
                : $"{participant} is not served here. Served are: {known}.");
        }

        if (wish.Addresses.Count is 0 or > MostAddresses || wish.Addresses.FirstOrDefault(pattern => !AddressPattern.IsValid(pattern)) is not null)
        {
            return new ClientFault($"A client needs 1 to {MostAddresses} functional addresses, without white space; * stands for any run of characters.");
        }

        return CheckRest(wish, name, places[0], ApiScopes.All);
    }

    private Result<ClientRow, ClientFault> CheckRest(ClientWish wish, string name, ServedParticipant place, IReadOnlyList<string> known)
    {
        if (wish.Scopes.FirstOrDefault(scope => !known.Contains(ApiScopes.Canonical(scope))) is { } unknown)
        {
            return new ClientFault($"There is no scope {unknown} for such a client. Known are: {string.Join(", ", known)}.");
        }

        return ClientKeySet.Read(wish.Keys).TryGet(out var keys, out var fault) ? Row(wish, name, place, keys, known) : fault;
    }

    private ClientRow Row(ClientWish wish, string name, ServedParticipant place, ClientKeySet keys, IReadOnlyList<string> everything) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("D"),
        Environment = place.Environment,
        Participant = place.Participant,
        Name = name,
        Scopes = string.Join(' ', wish.Scopes.Count == 0 ? everything : wish.Scopes.Select(ApiScopes.Canonical).Distinct()),
        Addresses = string.Join('\n', wish.Addresses.Distinct()),
        Keys = keys.ToJson(),
        CreatedAt = clock.GetUtcNow(),
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
