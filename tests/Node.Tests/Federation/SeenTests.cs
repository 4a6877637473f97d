using Microsoft.Data.Sqlite;
using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.Node.Configuration;
using SdkNode.Node.Demo;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>What counts as seen: only what was committed, and only from the access point that sent it (AS4-7).</summary>
public sealed class SeenTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    [Rule("AS4-7.4")]
    public async Task The_same_MessageId_from_another_access_point_is_another_message()
    {
        var world = await federation.WorldAsync();
        await using var other = await world.StartPartnerAsync("namne", Cancelled);
        var (first, one) = await world.Partner.PrepareMessageAsync(world.B);
        var (second, two) = await other.PrepareMessageAsync(world.B);
        (await world.Partner.Courier.PostAsync(one)).MustBeAcknowledged();
        (await other.Courier.PostAsync(two with { Message = two.Message with { MessageId = one.Message.MessageId } })).MustBeAcknowledged();
        var arrived = await world.B.WaitForIncomingAsync(second.Id, MessageStatus.New);
        Assert.Equal((one.Message.MessageId, other.Party.PartyId), (arrived.As4MessageId, arrived.PeerParty));
        await world.B.WaitForIncomingAsync(first.Id, MessageStatus.New);
    }

    [Fact]
    [Rule("AS4-7.4")]
    public async Task A_transfer_that_was_refused_is_not_seen_and_is_taken_when_it_is_right()
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        var broken = transfer with { Envelope = transfer.Envelope[..^20] };
        (await world.Partner.Courier.PostAsync(broken)).MustBeRefused(As4ErrorCode.OtherError, As4Error.XheNotCompliant);
        Assert.Equal(0, await world.B.CountIncomingAsync(letter.Id));
        (await world.Partner.Courier.PostAsync(transfer)).MustBeAcknowledged();
        await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.New);
    }

    [Fact]
    [Rule("AS4-7.4")]
    public async Task A_transfer_that_could_not_be_committed_gets_no_receipt_and_the_resend_is_taken_once()
    {
        var world = await federation.WorldAsync();
        await using var node = await world.StartNodeAsync(TestWorld.NewParty("full"), cancellationToken: Cancelled);
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(node);
        await ExecuteAsync(node, "CREATE TRIGGER full BEFORE INSERT ON ReceivedTransfers BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var refused = Assert.IsType<As4PeerError>(await world.Partner.Courier.PostAsync(transfer));
        Assert.Equal(As4ErrorCode.DeliveryFailure, refused.Error.Known);
        Assert.Equal(0, await node.CountIncomingAsync(letter.Id));

        await ExecuteAsync(node, "DROP TRIGGER full");
        (await world.Partner.Courier.PostAsync(transfer)).MustBeAcknowledged();
        await node.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        Assert.Equal(1, await node.CountIncomingAsync(letter.Id));
    }

    private static async Task ExecuteAsync(DemoNode node, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={StoreSetup.DatabasePath(node.Get<NodeSetup>().DataFolder)}");
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
