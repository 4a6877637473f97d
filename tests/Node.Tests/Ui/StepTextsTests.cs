using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Ui.Words;

namespace SdkNode.Node.Tests.Ui;

/// <summary>What a registrar reads of a message's way is Swedish.</summary>
public sealed class StepTextsTests(FederationFixture federation)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_of_a_message_that_goes_well_is_told_in_Swedish()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        var arrived = await world.B.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        var marks = world.B.Get<MailboxMarks>();
        await marks.ReadAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        await marks.AssignAsync(arrived.Id, "Sara", "Lars Holm (lars)", Cancelled);
        await marks.AssignAsync(arrived.Id, null, "Lars Holm (lars)", Cancelled);
        await marks.HandledAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        await marks.ReopenAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        await marks.RegisteredAsync(arrived.Id, "RV 1", "Lars Holm (lars)", Cancelled);
        await marks.HandedOverAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        var steps = (await world.A.EventsAsync(sent.Id)).Concat(await world.B.EventsAsync(arrived.Id)).Select(step => step.Detail).ToList();
        Assert.True(steps.Count > 15, $"{steps.Count}");
        Assert.All(steps, step =>
        {
            Assert.Equal(step, StepTexts.Of(step, Language.English));
            Assert.NotEqual(step, StepTexts.Of(step, Language.Swedish));
        });
        Assert.Contains("Överlämnat till Sara av Lars Holm (lars).", steps.Select(step => StepTexts.Of(step, Language.Swedish)));
        Assert.DoesNotContain(steps.Select(step => StepTexts.Of(step, Language.Swedish)), step => step.Contains("{0}", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_known_stays_as_it_is_and_times_are_Swedens()
    {
        Assert.Equal("The peer said: no.", StepTexts.Of("The peer said: no.", Language.Swedish));
        Assert.Equal("Väntar på mottagarens meddelandekvittens, längst till 2026-11-28 09:43.", StepTexts.Of("Waiting for the message receipt until 2026-11-28 08:43Z.", Language.Swedish));
    }
}
