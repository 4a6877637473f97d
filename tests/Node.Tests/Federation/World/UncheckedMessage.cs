using System.Security.Cryptography;
using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Node.Demo;
using SdkNode.Node.Jobs;
using SdkNode.Node.Store;
using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>
/// A message that no intake would take and no node would seal. In the node's store it is in order; its envelope, which the test
/// made, is not, and goes the node's own way out.
/// </summary>
internal sealed record UncheckedMessage
{
    /// <summary>What is done to the payload.</summary>
    public Func<string, string> Change { get; init; } = static xml => xml;

    /// <summary>Another HandlingServiceID than the message's functional address.</summary>
    public string? HandlingServiceId { get; init; }

    /// <summary>Makes the envelope; left out: as it should be, with the node's key.</summary>
    public Func<PartnerLetter, Task<byte[]>>? Seal { get; init; }

    /// <summary>Sends it from a node, and gives its messageId.</summary>
    public async Task<string> SendAsync(DemoNode from, DemoNode to)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var letter = await PartnerLetter.MessageAsync(from.Party, to.Party);
        var reading = await SdkMessageReader.ReadAsync(new MemoryStream(letter.Payload), MessageLimits.Outgoing, null, cancelled);
        var changed = Encoding.UTF8.GetBytes(Change(Encoding.UTF8.GetString(letter.Payload)));
        Assert.True(Seal is not null || HandlingServiceId is not null || !changed.AsSpan().SequenceEqual(letter.Payload), "Nothing is wrong with the message.");
        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(),
            Environment = DemoServices.Environment,
            Participant = from.Party.Participant,
            Direction = Direction.Outgoing,
            XheId = letter.Id,
            DocumentType = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ToString(),
            From = from.Party.Participant,
            To = to.Party.Participant,
            FunctionalAddress = to.Party.Function,
            Status = MessageStatus.Scheduled,
            CreatedAt = from.Clock.GetUtcNow(),
            Payload = await StoreAsync(from, letter.Payload),
            PayloadBytes = letter.Payload.Length,
        };
        MessageHead.Fill(row, reading.Message!, from.Get<OpenedStore>().Heads);
        var faulty = new PartnerLetter(letter.Header with { HandlingServiceId = HandlingServiceId ?? letter.Header.HandlingServiceId }, changed);
        var envelope = await (Seal?.Invoke(faulty) ?? faulty.SealAsync(from.Keys.Organisation, to));
        (row.Sealed, row.SealedBytes, row.EnvelopeBytes, row.SealedDigest) = (await StoreAsync(from, envelope), envelope.Length, envelope.Length, SHA256.HashData(envelope));

        Assert.True(await from.Store.AddAsync([row, WorkRow.For(row, WorkKind.Send, from.Clock.GetUtcNow())], cancelled));
        from.Get<WorkRunner>().Signal();
        return letter.Id;
    }

    private static async Task<Guid> StoreAsync(DemoNode node, byte[] octets)
    {
        await using var stored = node.Content.Create();
        await stored.WriteAsync(octets, TestContext.Current.CancellationToken);
        await stored.CompleteAsync(TestContext.Current.CancellationToken);
        return stored.Id;
    }
}
