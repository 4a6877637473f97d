using SdkNode.Node.Tests.Alarms;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Cluster;
using SdkNode.Node.Tests.Drills;
using SdkNode.Node.Tests.Federation;
using SdkNode.Node.Tests.Keys;
using SdkNode.Node.Tests.Lifecycle;
using SdkNode.Node.Tests.Limits;
using SdkNode.Node.Tests.Support;
using SdkNode.Node.Tests.Ui;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace SdkNode.Node.Tests.Support;

/// <summary>Begins with the tests that take long, most of them waiting for nodes of their own: begun last, one of them would run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] s_long =
    [
        typeof(ConnectWalkTests), typeof(DeadNodeTests), typeof(WhyDidItFailTests), typeof(RenewalTests), typeof(DrainTests), typeof(RunningNodeTests), typeof(BorderTests),
        typeof(BackupVerbTests), typeof(UnreachableTests), typeof(OrganisationSignInTests), typeof(DemoPromptTests), typeof(AlarmMailTests), typeof(IntegratorWalkTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection => Array.FindIndex(s_long, type => collection.TestCollectionDisplayName.Contains($"{type.FullName} ", StringComparison.Ordinal)) is >= 0 and var place ? place : s_long.Length;
}
