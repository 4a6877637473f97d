using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Audit;
using SdkNode.Node.Tests.Store;

namespace SdkNode.Node.Tests.Audit;

/// <summary>Refusals of the API in the security log (AP-5).</summary>
public sealed class AccessLogTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_strangers_knock_a_clients_refusal_is_written()
    {
        using var file = await StoreFile.MakeAsync();
        var log = new AccessLog(new SecurityLog(file.Open, file.Clock), file.Clock);
        for (var i = 0; i < 1_200; i++)
        {
            await log.DeniedAsync("*", "", $"192.0.2.{i}", "urn:sdk.api:getMessage", "No token.", Cancelled);
        }

        Assert.Equal(1_000, await CountAsync(file));
        for (var i = 0; i < 3; i++)
        {
            await log.DeniedAsync("qa", "0203:kristinehamn.example", "client a", "urn:sdk.admin:operate", "The token lacks the scope.", Cancelled);
        }

        Assert.Equal(1_001, await CountAsync(file));
        file.Clock.Now += TimeSpan.FromMinutes(1);
        await log.DeniedAsync("*", "", "192.0.2.1", "urn:sdk.api:getMessage", "No token.", Cancelled);
        await log.DeniedAsync("qa", "0203:kristinehamn.example", "client a", "urn:sdk.admin:operate", "The token lacks the scope.", Cancelled);
        Assert.Equal(1_003, await CountAsync(file));
    }

    private static async Task<int> CountAsync(StoreFile file)
    {
        await using var db = file.Open();
        return await db.SecurityLog.CountAsync(row => row.Event == SecurityLog.AccessDenied, Cancelled);
    }
}
