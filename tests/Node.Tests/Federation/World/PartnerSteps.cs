using SdkNode.As4.Messages;
using SdkNode.As4.Sending;

namespace SdkNode.Node.Tests.Federation.World;

/// <summary>What a test does with its partner.</summary>
internal static class PartnerSteps
{
    /// <summary>A message from the partner, sealed and addressed, ready to be posted.</summary>
    public static async Task<(PartnerLetter Letter, PartnerTransfer Transfer)> PrepareMessageAsync(this TestPartner partner, NodeAddress to)
    {
        var letter = await PartnerLetter.MessageAsync(partner.Party, to.Party);
        return (letter, partner.Courier.Address(to, letter.Header, await letter.SealAsync(partner.Keys.Organisation, to)));
    }

    /// <summary>Seals and posts a letter as its header says.</summary>
    public static async Task<As4SendOutcome> PostAsync(this TestPartner partner, NodeAddress to, PartnerLetter letter) =>
        await partner.Courier.PostAsync(partner.Courier.Address(to, letter.Header, await letter.SealAsync(partner.Keys.Organisation, to)));

    /// <summary>The outcome must be a valid AS4 receipt.</summary>
    public static As4Acknowledged MustBeAcknowledged(this As4SendOutcome outcome) =>
        outcome as As4Acknowledged ?? throw new InvalidOperationException($"No AS4 receipt: {outcome.Detail}");

    /// <summary>The outcome must be an error that the node has signed, with this code and detail.</summary>
    public static void MustBeRefused(this As4SendOutcome outcome, As4ErrorCode code, string? detail = null)
    {
        var refused = outcome as As4PeerError;
        Assert.True(refused is not null, outcome.Detail);
        Assert.True(refused.IsSigned, refused.SignatureRemark);
        Assert.Equal(code, refused.Error.Known);
        Assert.Equal("failure", refused.Error.Severity);
        Assert.Equal(detail, refused.Error.Detail);
    }
}
