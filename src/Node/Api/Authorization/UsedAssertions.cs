using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Client assertions that have been used, kept in the store until they expire: each counts once, also after a restart (API-1).</summary>
internal sealed class UsedAssertions(Func<NodeDb> open, TimeProvider clock)
{
    private static readonly TimeSpan s_purgeEvery = TimeSpan.FromMinutes(5);
    private long _purgedAt;

    /// <summary>Marks an assertion as used. False when it has been before.</summary>
    /// <param name="clientId">The client; a <c>jti</c> is its own affair.</param>
    /// <param name="jti">The assertion's <c>jti</c>, of any length; its digest is stored.</param>
    /// <param name="expiresAt">From when on the assertion is refused for its age.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async Task<bool> TryUseAsync(string clientId, string jti, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        await PurgeAsync(cancellationToken);
        var row = new UsedAssertionRow { ClientId = clientId, Jti = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(jti))), ExpiresAt = expiresAt };
        await using var db = open();
        db.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (UniqueIndex.IsBroken(e))
        {
            return false;
        }
    }

    private async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var last = Interlocked.Read(ref _purgedAt);
        if (now.UtcTicks - last < s_purgeEvery.Ticks || Interlocked.CompareExchange(ref _purgedAt, now.UtcTicks, last) != last)
        {
            return;
        }

        await using var db = open();
        await db.UsedAssertions.Where(used => used.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
    }
}
